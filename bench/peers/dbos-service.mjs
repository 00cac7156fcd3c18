// The reference job as DBOS's guide writes it: a workflow whose calls are `DBOS.runStep`, two of them at a time.
import { DBOS } from '@dbos-inc/dbos-sdk';
import { serve } from './serve.mjs';
import { call, STEPS, TASKS } from './target.mjs';

async function reference() {
  for (let step = 0; step < STEPS; step++) {
    await Promise.all(TASKS.map((task) => DBOS.runStep(call, { name: `${step}/${task}` })));
  }
}

const workflow = DBOS.registerWorkflow(reference, { name: 'reference' });
DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: process.env.SYSTEM_DATABASE_URL,
  logLevel: 'error',
  runAdminServer: false,
});
await DBOS.launch();
serve(workflow);
