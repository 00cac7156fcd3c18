/** The command cannot be executed as given. The message says what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
