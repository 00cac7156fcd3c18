import { IntegerInRange } from '#platform';

/** Settings of shared-state besides those of every app. */
export class SharedStateConfig {
  /** How many older versions of each document are kept; 0: none. */
  @IntegerInRange(0, 1_000)
  STATE_KEPT_VERSIONS = 20;
}
