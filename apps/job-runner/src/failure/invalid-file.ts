import type { FieldFault } from '#contract';

export interface FileFault extends FieldFault {
  /** Counts from 1; absent when the place is not in the file. */
  line?: number;
}

/** An invalid file with all its faults. */
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
