import type { Child } from '../../harness/child';
import { freePort } from '../../harness/free-port';
import { post } from '../../harness/platform';
import type { Scenario } from '../../harness/scenario';
import type { Stage } from '../../harness/stage';
import { jobFor, peer, script } from './peer';

export async function restate(stage: Stage, target: Child): Promise<Scenario> {
  const port = String(await freePort());
  const service = await stage.child('restate service', script('restate-service'), { ...jobFor(target), PORT: port });
  const server = await stage.child('restate server', script('restate-server'));
  const { origin, hash } = new URL(server.url);
  await post(`http://${hash.slice(1)}/deployments`, { uri: service.url });
  return peer('restate', 'Restate', `${origin}/reference/run`, [service, server]);
}
