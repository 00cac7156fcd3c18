/** One event of `GET /jobs/{id}/events`. New types and members may come: what is unknown is passed over. */
export interface HistoryEvent {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly step?: string;
  /** `step/task`, or `step/task/0` for an item of a forEach. */
  readonly task?: string;
  readonly undo?: boolean;
  readonly attempt?: number;
  readonly action?: string;
  readonly settles?: boolean;
  readonly outcome?: string;
  /** A number of HTTP; of `job-ended`, how it ended. */
  readonly status?: number | string;
  readonly error?: string;
  readonly message?: string;
  readonly reason?: string | null;
  readonly because?: string;
  readonly by?: string | null;
  readonly name?: string;
  readonly first?: string;
  readonly next?: unknown;
  readonly dueAt?: number;
  readonly run?: number;
  readonly noop?: boolean;
  /** The instance that is called. */
  readonly target?: { readonly name: string; readonly url: string };
  readonly requestId?: string;
  readonly failure?: { readonly task?: string; readonly message?: string };
}
