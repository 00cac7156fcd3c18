import type { Stage } from '../harness/stage';
import type { Target } from '../report/targets';

/** Something that was measured, ready to be shown. */
export interface Finding {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

export interface Findings {
  readonly findings: readonly Finding[];
  readonly targets?: readonly Target[];
  /** What has to be said about it. */
  readonly note?: string;
}

/** One item of the full benchmark, on a stage of its own. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly run: (stage: Stage) => Promise<Findings>;
}
