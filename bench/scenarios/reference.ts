import type { Child } from '../harness/child';
import { measure } from '../harness/measure';
import type { Platform } from '../harness/platform';
import type { Scenario } from '../harness/scenario';
import { CALLS_OF_FAILING, referenceJob, TASKS, type Variant } from '../jobs';
import { floorAt } from './floors';

const TITLES: Readonly<Record<Variant, string>> = {
  stateless: 'reference job',
  state: 'with state',
  failing: 'failing at the last task',
};

export interface Place {
  readonly id: string;
  readonly title: string;
  readonly platform: Platform;
  /** A database server of its own. */
  readonly database?: Child;
}

/** The reference job over HTTP against the real apps. */
export function reference(
  { id, title, platform, database }: Place,
  target: Child,
  variant: Variant,
  inFlight: number,
): Scenario {
  const failing = variant === 'failing';
  const body = JSON.stringify(referenceJob(variant));
  const expect = `"status":"${failing ? 'failed' : 'completed'}","createdAt"`;
  return {
    id: `${id}/${variant}@${inFlight}`,
    title: `${title}, ${TITLES[variant]}`,
    floor: floorAt(inFlight),
    inFlight,
    calls: failing ? CALLS_OF_FAILING : TASKS,
    run: (window) => {
      const urls = platform.jobControls.map((url) => `${url}/jobs?wait=true`);
      const watched = [...platform.watched, ...(database ? [database] : []), target];
      return measure('load', window, { urls, body, expect }, watched);
    },
  };
}
