import type { Call } from '../commands/call';

/** The ids of the records that a call changes: the one its message names, unless the handler names others. */
export class ChangedRecords {
  private named?: Set<string>;

  constructor(private readonly call: Call) {}

  readonly add = (...ids: string[]): void => {
    this.named = new Set([...(this.named ?? []), ...ids]);
  };

  get ids(): string[] {
    const id = this.call.message?.id;
    return this.named ? [...this.named] : id === undefined ? [] : [id];
  }
}
