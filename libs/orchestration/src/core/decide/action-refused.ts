import type { ErrorCode } from '#contract';

/** An operator's action that the job's state does not allow. The message says why, and which action is allowed. */
export class ActionRefused extends Error {
  override readonly name = 'ActionRefused';

  constructor(
    message: string,
    /** How the request is refused. */
    readonly code: ErrorCode = 'conflict',
  ) {
    super(message);
  }
}
