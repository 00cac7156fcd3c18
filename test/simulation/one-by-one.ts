/** Real work, in the order in which it was asked for, one piece after another. */
export class OneByOne {
  private last: Promise<unknown> = Promise.resolve();
  private unfinished = 0;

  /** `first`: done before each piece. */
  constructor(private readonly first: () => Promise<void>) {}

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.unfinished++;
    const result = this.last.then(this.first).then(work);
    this.last = result.catch(() => undefined).finally(() => this.unfinished--);
    return result;
  }

  /** The same port, whose methods are such pieces. */
  through<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => this.run(() => Reflect.apply(member, target, args) as Promise<unknown>);
      },
    });
  }

  /** Resolves when nothing is left to do; with whether anything was. */
  async finished(): Promise<boolean> {
    const busy = this.unfinished > 0;
    while (this.unfinished > 0) await this.last;
    return busy;
  }
}
