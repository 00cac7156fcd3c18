import { PlatformError } from '#contract';

/** Thrown by `execute` or `revert` when the basis of `prepare` has changed since; both then run again. */
export class PrepareAgain extends PlatformError {
  constructor() {
    super('conflict', 'Others keep changing what this command works on', { retryAfterMs: 1_000 });
  }
}
