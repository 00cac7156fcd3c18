/** Real work, in the order in which it was asked for, one piece after another. */
export class OneByOne {
  private last: Promise<unknown> = Promise.resolve();
  private unfinished = 0;

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.unfinished++;
    const result = this.last.then(work);
    this.last = result.catch(() => undefined).finally(() => this.unfinished--);
    return result;
  }

  /** The same port, whose methods are such pieces; `first` is done before each. */
  through<Port extends object>(port: Port, first = () => Promise.resolve()): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) =>
          this.run(() => first().then(() => Reflect.apply(member, target, args) as unknown));
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
