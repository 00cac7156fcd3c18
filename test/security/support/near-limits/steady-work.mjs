// A client of all apps, as a process of its own, that has something small done by each all the time, and checks what comes.
//   node steady-work.mjs DISCOVERY SHARED_STATE JOB_CONTROL ENGINE     on SIGTERM prints, as JSON, by app: how often, what was
//   wrong, and the 99th percentile and the longest of what each took, in milliseconds
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

const PAUSE_MS = 20;
const MOST_WRONG = 5;
const [discovery, sharedState, jobControl, engine] = process.argv
  .slice(2)
  .map((url) => new Pool(url, { connections: 2 }));
let over = false;
process.once('SIGTERM', () => (over = true));

async function send(pool, method, path, body) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await pool.request({ method, path, headers, body: body && JSON.stringify(body) });
  const text = await response.body.text();
  return { status: response.statusCode, body: text === '' ? null : JSON.parse(text) };
}

const create = (title) => ({ command: 'create', resource: 'todo', payload: { title } });

/** Each returns what it got, and what it should have got. */
const WORK = {
  async discovery() {
    const { status, body } = await send(discovery, 'GET', '/services?name=todo-service');
    return [
      [status, body.map(({ name }) => name)],
      [200, ['todo-service']],
    ];
  },
  async 'shared-state'(nth) {
    await send(sharedState, 'PATCH', '/state/steady', { op: 'add', path: '/n', value: nth });
    const { status, body } = await send(sharedState, 'GET', '/state/steady');
    return [
      [status, body],
      [200, { n: nth }],
    ];
  },
  async 'job-control'(nth) {
    const task = { tag: 'todo', input: create(`job ${nth}`), storeResultAt: '/made' };
    const job = await send(jobControl, 'POST', '/jobs?wait=true', { steps: [{ tasks: [task] }] });
    const { pathname } = new URL(job.body.sharedStateURL);
    const { body } = await send(sharedState, 'GET', pathname);
    return [
      [job.status, job.body.status, body.made.result.title],
      [200, 'completed', `job ${nth}`],
    ];
  },
  async 'engine-service'(nth) {
    const made = await send(engine, 'POST', '/execute', create(`steady ${nth}`));
    const { id } = made.body.result;
    const { status, body } = await send(engine, 'POST', '/execute', { command: 'read', resource: 'todo', id });
    return [
      [made.status, status, body.result.title],
      [201, 200, `steady ${nth}`],
    ];
  },
};

async function worked(work) {
  const took = [];
  const wrong = [];
  while (!over) {
    const began = performance.now();
    const [got, wanted] = await work(took.length).catch((error) => [error.message, 'a response']);
    took.push(performance.now() - began);
    const told = JSON.stringify(got);
    if (told !== JSON.stringify(wanted) && wrong.length < MOST_WRONG) wrong.push(told);
    await delay(PAUSE_MS);
  }
  took.sort((one, other) => one - other);
  return { count: took.length, wrong, p99Ms: took[Math.floor(took.length * 0.99)], longestMs: took.at(-1) };
}

const told = await Promise.all(Object.entries(WORK).map(async ([app, work]) => [app, await worked(work)]));
await Promise.all([discovery, sharedState, jobControl, engine].map((pool) => pool.destroy()));
process.stdout.write(JSON.stringify(Object.fromEntries(told)));
