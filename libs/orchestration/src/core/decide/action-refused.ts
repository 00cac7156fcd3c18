/** An operator asked for what makes no sense in the job's present state. The message says why, and what would. */
export class ActionRefused extends Error {
  override readonly name = 'ActionRefused';
}
