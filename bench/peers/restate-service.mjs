// The reference job as Restate's guide writes it: a service whose steps are `ctx.run`, two of them at a time.
import { Pool } from 'undici';
import * as restate from '@restatedev/restate-sdk';

// The SDK asks for what Node 20 does not have yet.
Promise.withResolvers ??= () => {
  let settle;
  const promise = new Promise((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle };
};

const { TARGET, MESSAGE, STEPS, TASKS_PER_STEP, PORT } = process.env;
const pool = new Pool(TARGET, { connections: 128 });
const headers = { 'content-type': 'application/json' };

async function call() {
  const answer = await pool.request({ method: 'POST', path: '/execute', headers, body: MESSAGE });
  if (answer.statusCode >= 300) throw new Error(`answered ${answer.statusCode}`);
  return JSON.parse(await answer.body.text());
}

const reference = restate.service({
  name: 'reference',
  handlers: {
    run: async (ctx) => {
      for (let step = 0; step < Number(STEPS); step++) {
        const tasks = Array.from({ length: Number(TASKS_PER_STEP) }, (_, task) => ctx.run(`${step}/${task}`, call));
        await restate.RestatePromise.all(tasks);
      }
      return { status: 'completed' };
    },
  },
});

await restate.serve({ services: [reference], port: Number(PORT) });
process.stdout.write(`listening on http://127.0.0.1:${PORT}\n`);
