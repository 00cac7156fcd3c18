// The reference job as Restate's guide writes it: a service whose steps are `ctx.run`, two of them at a time.
import * as restate from '@restatedev/restate-sdk';
import { call, STEPS, TASKS } from './target.mjs';

// The SDK asks for what Node 20 does not have yet.
Promise.withResolvers ??= () => {
  let settle;
  const promise = new Promise((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle };
};

const { PORT } = process.env;

const reference = restate.service({
  name: 'reference',
  handlers: {
    run: async (ctx) => {
      for (let step = 0; step < STEPS; step++) {
        await restate.RestatePromise.all(TASKS.map((task) => ctx.run(`${step}/${task}`, call)));
      }
      return { status: 'completed' };
    },
  },
});

await restate.serve({ services: [reference], port: Number(PORT) });
process.stdout.write(`listening on http://127.0.0.1:${PORT}\n`);
