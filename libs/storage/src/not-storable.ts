import { PlatformError } from '#contract';

/**
 * A value that the database rejects on every attempt: the sender's fault, without effect on other works. The driver's
 * error is the cause and never leaves the process.
 */
export class NotStorable extends PlatformError {
  constructor(cause: unknown) {
    super('not-storable', 'The database cannot store this: something in it is too long, or no value it can hold', {
      cause,
    });
  }
}
