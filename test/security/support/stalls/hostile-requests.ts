import type { App } from '../documents';
import type { Attacks } from './attacks';
import { type Attack, hostileHttp, type Way } from './hostile-http';

export type { Attack } from './hostile-http';
import { HOSTILE_JSON } from './hostile-json';
import { DISCOVERY } from './hostile-to-discovery';
import { ENGINE } from './hostile-to-engine';
import { JOB_CONTROL } from './hostile-to-job-control';
import { SHARED_STATE } from './hostile-to-shared-state';
import { send } from './send';

/** Of what an app's documents are made around something that comes from outside. */
interface Around extends Way {
  readonly before: string;
  readonly after: string;
}

const AROUND: Record<App, Around> = {
  discovery: {
    get: '/services',
    post: '/register',
    before: '{"name":"n","url":"http://127.0.0.1:9/","metadata":{"a":',
    after: '}}',
  },
  'shared-state': { get: '/state', post: '/state', before: '{"a":', after: '}' },
  'job-control': {
    get: '/jobs',
    post: '/jobs/validate',
    before: '{"steps":[{"tasks":[{"tag":"t","input":{"a":',
    after: '}}]}]}',
  },
  'engine-service': {
    get: '/forms',
    post: '/execute',
    before: '{"command":"create","resource":"todo","payload":{"title":"t","x":',
    after: '}}',
  },
};

/** All that is hostile to an app: to its HTTP, to its JSON, and to what it makes of both. */
export function hostileRequests(app: App): Attacks {
  const around = AROUND[app];
  const inside = Object.entries(HOSTILE_JSON).map(([name, make]): [string, Attack] => {
    const body = () => Buffer.concat([Buffer.from(around.before), Buffer.from(make()), Buffer.from(around.after)]);
    return [name, (url) => send('POST', url + around.post, body())];
  });
  const bare = Object.entries(HOSTILE_JSON).map(([name, make]): [string, Attack] => [
    `${name}, as the whole document`,
    (url) => send('POST', url + around.post, make()),
  ]);
  return { ...hostileHttp(around), ...Object.fromEntries([...inside, ...bare]), ...OWN[app] };
}

const OWN: Record<App, Attacks> = {
  discovery: DISCOVERY,
  'shared-state': SHARED_STATE,
  'job-control': JOB_CONTROL,
  'engine-service': ENGINE,
};
