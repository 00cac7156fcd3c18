/** Which instance each call in flight is at, from the moment it was chosen. Ties between instances go by this. */
export class InstanceLoad {
  private readonly places = new Map<string, Map<string, string>>();
  private readonly counts = new Map<string, number>();

  of(registryId: string): number {
    return this.counts.get(registryId) ?? 0;
  }

  take(jobId: string, unit: string, registryId: string): void {
    this.release(jobId, unit);
    const units = this.places.get(jobId) ?? new Map<string, string>();
    this.places.set(jobId, units.set(unit, registryId));
    this.counts.set(registryId, this.of(registryId) + 1);
  }

  release(jobId: string, unit: string): void {
    const units = this.places.get(jobId);
    const registryId = units?.get(unit);
    if (!units || registryId === undefined) return;
    units.delete(unit);
    if (units.size === 0) this.places.delete(jobId);
    const left = this.of(registryId) - 1;
    if (left > 0) this.counts.set(registryId, left);
    else this.counts.delete(registryId);
  }

  releaseJob(jobId: string): void {
    for (const unit of [...(this.places.get(jobId)?.keys() ?? [])]) this.release(jobId, unit);
  }
}
