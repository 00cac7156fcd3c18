/** The last heartbeat of a replica, and since when this process has seen no newer one. */
interface Sight {
  readonly beatAt: number;
  readonly since: number;
}

/**
 * Which replicas may be declared dead. An old heartbeat by the database's clock is not enough: after an outage of the
 * database all are old. It must also have stayed the same while this process itself could read it.
 */
export class HeartbeatWatch {
  private readonly sights = new Map<string, Sight>();

  /** `forMs`: how long this process must have watched the others. */
  constructor(private readonly forMs: number) {}

  /** Replicas whose heartbeat has not changed while they were watched. `now`: this process's monotonic time, in ms. */
  still(replicas: readonly { readonly id: string; readonly beatAt: number }[], now: number): ReadonlySet<string> {
    const still = new Set<string>();
    const known = new Set(replicas.map(({ id }) => id));
    for (const id of this.sights.keys()) if (!known.has(id)) this.sights.delete(id);
    for (const { id, beatAt } of replicas) {
      const sight = this.sights.get(id);
      if (sight?.beatAt !== beatAt) this.sights.set(id, { beatAt, since: now });
      else if (now - sight.since >= this.forMs) still.add(id);
    }
    return still;
  }

  /** This process could not read the heartbeats for a while. */
  interrupted(): void {
    this.sights.clear();
  }
}
