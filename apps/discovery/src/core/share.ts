import { createHash } from 'node:crypto';

/**
 * Which of the replicas looks after an entry: the one whose name and the entry's give the highest hash (rendezvous
 * hashing). All agree without asking each other, and when one comes or goes only its own share changes hands.
 */
export function keeperOf(registryId: string, replicas: readonly string[]): string | undefined {
  const weights = new Map(replicas.map((replica) => [replica, weightOf(replica, registryId)]));
  return replicas.reduce<string | undefined>((best, replica) => {
    return best === undefined || weights.get(replica)! > weights.get(best)! ? replica : best;
  }, undefined);
}

function weightOf(replica: string, registryId: string): string {
  return createHash('sha1').update(`${replica} ${registryId}`).digest('hex');
}
