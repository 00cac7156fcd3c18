import { spawnSync } from 'node:child_process';
import type { Child } from '../../harness/child';
import { freePort } from '../../harness/free-port';
import type { Scenario } from '../../harness/scenario';
import type { Stage } from '../../harness/stage';
import { jobFor, peer, script } from './peer';

/** Only where there is a Redis: npm does not bring one. */
export async function bullmq(stage: Stage, target: Child): Promise<Scenario | null> {
  if (spawnSync('redis-server', ['--version']).error) return null;
  const redis = await stage.child('redis', script('redis-server'), { PORT: String(await freePort()) });
  const env = { ...jobFor(target), REDIS_URL: redis.url };
  const service = await stage.child('bullmq service', script('bullmq-service'), env);
  return peer('bullmq', 'BullMQ on Redis', service.url, [service, redis]);
}
