import { PlatformError } from '#contract';

/**
 * A value that the database does not take, however often it is tried: the fault of whoever sent it, and of no work beside
 * this one. What the driver said is the cause, and never leaves the process.
 */
export class NotStorable extends PlatformError {
  constructor(cause: unknown) {
    super('not-storable', 'The database cannot store this: something in it is too long, or no value it can hold', {
      cause,
    });
  }
}
