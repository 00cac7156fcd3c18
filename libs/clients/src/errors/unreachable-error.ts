/** No response. The message says from where and what to change. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly code = 'unreachable';

  constructor(
    readonly service: string,
    readonly address: string,
    /** The variable, or flag, that holds the address. */
    readonly setBy: string,
    readonly reason: string,
    /** The request cannot have arrived. */
    readonly neverSent: boolean,
    cause?: unknown,
  ) {
    super(`${service} does not respond at ${address} (${reason}): start it, or correct ${setBy}`, { cause });
  }
}
