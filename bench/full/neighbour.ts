import { measure } from '../harness/measure';
import { NEIGHBOUR, neighbourJob, referenceJob } from '../jobs';
import { atMost } from '../report/targets';
import type { Finding, Section } from './section';

const HOSTILITIES = ['slow', 'trickle', 'huge', 'errors'];
const ROUNDS = 3;
const WORST = 'the worst, beside it as to alone';
const OURS = { inFlight: 4, warmUpMs: 1_000, measureMs: 4_000 };
/** Begins before ours, and ends after it. */
const THEIRS = { inFlight: 16, warmUpMs: 0, measureMs: OURS.warmUpMs + OURS.measureMs + 1_000 };

/** What a job over a good service takes, while as many jobs as there are calls under way go to a hostile one, and without. */
export const neighbour: Section = {
  id: 'neighbour',
  title: 'A hostile neighbour in the same job-control',
  hasRounds: true,
  run: async (stage) => {
    // What is wrong with the neighbour is known.
    const platform = await stage.platform({ env: { LOG_LEVEL: 'error' } });
    const urls = [`${platform.url('job-control')}/jobs?wait=true`];
    const ours = () =>
      measure('load', OURS, { urls, body: JSON.stringify(referenceJob('stateless')), expect: 'completed' }, []);
    const theirs = (name: string) =>
      measure('load', THEIRS, { urls, body: JSON.stringify(neighbourJob(name)), expect: 'status' }, []);
    const findings: Finding[] = [];
    let worst = 0;
    for (const hostility of HOSTILITIES) {
      const { url } = await stage.role('neighbour', { HOSTILITY: hostility });
      const name = `${NEIGHBOUR}-${hostility}`;
      await platform.offerAs(name, url);
      const rounds: { alone: number; beside: number }[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const alone = (await ours()).p50;
        const [beside] = await Promise.all([ours(), theirs(name)]);
        rounds.push({ alone, beside: beside.p50 });
      }
      const { alone, beside } = rounds.toSorted((a, b) => a.beside / a.alone - b.beside / b.alone)[1]!;
      worst = Math.max(worst, beside / alone);
      findings.push(
        { what: `${hostility}: p50 alone`, value: alone, unit: 'ms' },
        { what: `${hostility}: p50 beside it`, value: beside, unit: 'ms' },
      );
    }
    return [...findings, { what: WORST, value: worst, unit: '×' }];
  },
  targets: (found) => atMost('Latency beside a hostile neighbour', 2, found(WORST)),
};
