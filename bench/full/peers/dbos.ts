import type { Child } from '../../harness/child';
import type { Scenario } from '../../harness/scenario';
import type { Stage } from '../../harness/stage';
import { jobFor, peer, script } from './peer';

export async function dbos(stage: Stage, target: Child): Promise<Scenario> {
  const database = await stage.postgres();
  const url = new URL(database.url);
  url.pathname = '/dbos';
  const env = { ...jobFor(target), SYSTEM_DATABASE_URL: url.href };
  const service = await stage.child('dbos service', script('dbos-service'), env);
  return peer('dbos', 'DBOS on PostgreSQL', service.url, [service, database]);
}
