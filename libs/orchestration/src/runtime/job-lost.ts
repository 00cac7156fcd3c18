/** This process drives the job no more. */
export class JobLost extends Error {
  override readonly name = 'JobLost';

  constructor(
    message: string,
    /** Whether what was asked of the job here is surely not on disk. */
    readonly untold: boolean,
  ) {
    super(message);
  }
}
