/** One `FROM … AS …` of a Dockerfile, as far as ours uses the language: one instruction a line. */
export class Stage {
  readonly base: string;
  readonly name: string | undefined;

  constructor(
    from: string,
    private readonly instructions: readonly (readonly [name: string, rest: string])[],
  ) {
    [this.base = '', this.name] = from.split(/ AS /i);
  }

  all(name: string): string[] {
    return this.instructions.filter(([one]) => one === name).map(([, rest]) => rest);
  }

  last(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** Where the last instruction of this name stands. */
  indexOf(name: string): number {
    return this.instructions.map(([one]) => one).lastIndexOf(name);
  }

  /** What is copied from the project, rather than from another stage. */
  sources(): string[] {
    return this.all('COPY').flatMap((copy) => (copy.startsWith('--from') ? [] : copy.split(' ').slice(0, -1)));
  }

  /** Whether a file of the project is in the image, at the same place. */
  copies(path: string): boolean {
    return this.all('COPY').some((copy) => {
      const [source, target] = copy.split(' ');
      return source === target && path.startsWith(`${source}/`);
    });
  }
}

export function readDockerfile(text: string): Stage[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const instructions = lines.map((line) => {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return [name, rest] as const;
  });
  const starts = instructions.flatMap(([name], index) => (name === 'FROM' ? [index] : []));
  return starts.map(
    (start, n) =>
      new Stage(instructions[start]![1], instructions.slice(start + 1, starts[n + 1] ?? instructions.length)),
  );
}
