import { createHash } from 'node:crypto';

/**
 * Assigns an entry to one of the replicas by rendezvous hashing: the one whose name and the entry's give the highest
 * hash. All replicas agree without communication, and when one comes or goes only its share moves.
 */
export function assignedReplica(registryId: string, replicas: readonly string[]): string | undefined {
  const weights = new Map(replicas.map((replica) => [replica, weightOf(replica, registryId)]));
  return replicas.reduce<string | undefined>((best, replica) => {
    return best === undefined || weights.get(replica)! > weights.get(best)! ? replica : best;
  }, undefined);
}

function weightOf(replica: string, registryId: string): string {
  return createHash('sha1').update(`${replica} ${registryId}`).digest('hex');
}
