import type { Stage } from '../harness/stage';
import type { Target } from '../report/targets';

/** Something that was measured, ready to be shown. */
export interface Finding {
  /** Names it: the same in every round. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** A value that was found; undefined where that was not measured. */
export type Look = (what: string) => number | undefined;

/** One item of the full benchmark, in each round on a stage of its own. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Whether one run takes medians itself, of things it has to do in turn. */
  readonly hasRounds?: boolean;
  readonly run: (stage: Stage) => Promise<Finding[]>;
  readonly targets?: (found: Look) => Target[];
  /** What has to be said about what was found. */
  readonly note?: (found: Look) => string | undefined;
}
