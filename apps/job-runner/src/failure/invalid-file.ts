import type { FieldFault } from '#contract';

export interface FileFault extends FieldFault {
  /** Counts from 1; absent when the place is not in the file. */
  line?: number;
}

/** A file that is not what it should be, with everything that is wrong in it. */
export class InvalidFile extends Error {
  override readonly name = 'InvalidFile';

  constructor(
    readonly file: string,
    readonly expected: string,
    readonly faults: readonly FileFault[],
  ) {
    super(`${file} is not ${expected}`);
  }
}
