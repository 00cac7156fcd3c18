/** Ctrl-C. A submitted job goes on. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(readonly jobId?: string) {
    super(jobId === undefined ? 'interrupted while the job was handed over' : `interrupted: the job ${jobId} goes on`);
  }
}
