import type { StateWritePhase } from '#contract/pure';

/** The one atomic patch of the state document that ends a step. */
export interface StateWrite {
  /** Idempotency key of the patch. */
  readonly key: string;
  readonly etag: string | null;
  readonly writes: readonly Write[];
  readonly phase: StateWritePhase;
  /** Times the write was planned anew because the document had changed. */
  readonly round: number;
  /** When its response came; null before. */
  readonly confirmedAt: number | null;
  /** Null until the document was read for taking it back. */
  readonly takingBack: TakingBack | null;
}

export interface TakingBack {
  /** Times it was planned, because the document had changed. */
  readonly round: number;
  /** The patch under way; null while it has to be planned anew. */
  readonly intent: TakeBackIntent | null;
}

export interface TakeBackIntent {
  /** Idempotency key of the patch. */
  readonly key: string;
  readonly etag: string | null;
  readonly operations: readonly TakeBackOperation[];
  /** Pointers that are left as they are, because what the step left is not there any more. */
  readonly kept: readonly string[];
}

/** `of` is the position of the write that is taken back: what is put back stands there. */
export interface TakeBackOperation {
  readonly op: 'remove' | 'replace';
  readonly path: string;
  readonly of: number;
}

export interface Write {
  readonly path: string;
  readonly value: unknown;
  readonly existed: boolean;
  readonly previous: unknown;
  /** The highest ancestor this write had to make, so that taking it back leaves no empty shell. */
  readonly made: string | null;
  /** Position of the task in its step. */
  readonly task?: number;
  /** Position of the store rule in its task: what it takes from the result is the value. */
  readonly rule?: number;
  /** Position of the write of the same step that left `previous` there. */
  readonly previousOf?: number;
  /** What the job document says, where the path has the number of an item for its `-`. */
  readonly target?: string;
  /** The items of arrays that the path goes through, outermost first. */
  readonly elements?: readonly ElementMarks[];
}

/** Members of an array's item beside what was written, to find it again after others shifted the array. */
export interface ElementMarks {
  /** How many tokens of the path lead to it. */
  readonly depth: number;
  /** How many items there were. */
  readonly length: number;
  readonly marks: readonly (readonly [member: string, value: string | number | boolean | null])[];
}
