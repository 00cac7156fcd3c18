/** Requests that job-control makes, and what else takes time. */
export type BarKind =
  | 'execute'
  | 'repeat'
  | 'revert'
  | 'poll'
  | 'read'
  | 'approval'
  | 'wait'
  | 'retry'
  | 'blocked'
  | 'state-write'
  | 'state-take-back';

export type Lane = 'forward' | 'undo';

/** The worse, the later: a bar that stands for several shows the worst. */
export const LOOKS = ['done', 'idle', 'running', 'failed', 'unknown', 'open'] as const;
export type Look = (typeof LOOKS)[number];

export interface Bar {
  /** Of the event that began it, by which a link names it. */
  readonly seq: number;
  readonly kind: BarKind;
  readonly lane: Lane;
  /** Milliseconds since the Unix epoch. */
  readonly start: number;
  /** Absent while it is under way. */
  end?: number;
  look: Look;
  readonly attempt?: number;
  /** It finds out an unknown outcome. */
  readonly settles?: boolean;
  /** Of an undo: `seq` of the call that it undoes. */
  readonly undoes?: number;
  status?: number;
  outcome?: string;
  /** The error, or why it waits. */
  detail?: string;
}

const WAITS: ReadonlySet<BarKind> = new Set(['approval', 'wait', 'retry', 'blocked']);

/** Nothing is requested of a service while it lasts. */
export const isWait = ({ kind }: Pick<Bar, 'kind'>): boolean => WAITS.has(kind);

export const worseOf = (one: Look, other: Look): Look => (LOOKS.indexOf(other) > LOOKS.indexOf(one) ? other : one);
