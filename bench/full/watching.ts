import { eventsOf } from '../harness/event-stream';
import { post } from '../harness/platform';
import { percentile } from '../harness/stats';
import { referenceJob } from '../jobs';
import type { Finding, Section } from './section';

const REGISTRATIONS = 500;
const JOBS = 50;
const RESPONSE_MS = '50';

interface JobEvent {
  readonly type: string;
  readonly at: string;
}

/** Item 6: how long it takes until those who watch see what has happened. */
export const watching: Section = {
  id: 'watching',
  title: 'Watch latency, one thing at a time',
  run: async (stage) => {
    const target = await stage.role('target', { DELAY_MS: RESPONSE_MS });
    const platform = await stage.platform({}, target);
    const changes = await registrations(platform.url('discovery'), target.url);
    const events = await jobEvents(platform.url('job-control'));
    return [
      ...spread('from registering to the event on the change feed, disk included', changes),
      ...spread('from a job’s event to its being seen, disk included', events),
    ];
  },
};

async function registrations(discovery: string, target: string): Promise<number[]> {
  const feed = eventsOf<unknown>(`${discovery}/services/changes`);
  await feed.next();
  const times: number[] = [];
  for (let n = 0; n < REGISTRATIONS; n++) {
    const began = performance.now();
    const answered = post(`${discovery}/register`, { name: `watched-${n}`, url: `${target}/watched-${n}` });
    // Other changes meanwhile, such as the health of a service, are ignored.
    for (let seen = ''; !seen.includes(`"watched-${n}"`);) seen = JSON.stringify((await feed.next()).value);
    times.push(performance.now() - began);
    await answered;
  }
  await feed.return(undefined);
  return times;
}

/** Events during the observation; their times are whole milliseconds. */
async function jobEvents(jobControl: string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < JOBS; n++) {
    const { jobId } = (await post(`${jobControl}/jobs`, referenceJob('stateless'))) as { jobId: string };
    const feed = eventsOf<JobEvent>(`${jobControl}/jobs/${jobId}/events`);
    await feed.next();
    const watchingSince = Date.now();
    for await (const { type, at } of feed) {
      const happened = Date.parse(at);
      if (happened > watchingSince) times.push(Date.now() - happened);
      if (type === 'job-ended') break;
    }
  }
  return times;
}

function spread(what: string, times: number[]): Finding[] {
  times.sort((a, b) => a - b);
  return [0.5, 0.95, 0.99].map((share) => ({
    what: `${what}: p${share * 100}`,
    value: percentile(times, share),
    unit: 'ms',
  }));
}
