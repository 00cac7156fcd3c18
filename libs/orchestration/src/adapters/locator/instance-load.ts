import type { ReservedCall } from '../../ports/locator.port';

/** The instance of each call in flight, from the moment it was chosen. */
export class InstanceLoad {
  private readonly reservations = new Map<string, Map<string, string>>();
  private readonly counts = new Map<string, number>();

  of(registryId: string): number {
    return this.counts.get(registryId) ?? 0;
  }

  reserve(call: ReservedCall, registryId: string): void {
    this.release(call);
    const ofJob = this.reservations.get(call.jobId) ?? new Map<string, string>();
    this.reservations.set(call.jobId, ofJob.set(slotOf(call), registryId));
    this.counts.set(registryId, this.of(registryId) + 1);
  }

  release(call: ReservedCall): void {
    this.free(call.jobId, slotOf(call));
  }

  releaseJob(jobId: string): void {
    for (const slot of [...(this.reservations.get(jobId)?.keys() ?? [])]) this.free(jobId, slot);
  }

  private free(jobId: string, slot: string): void {
    const ofJob = this.reservations.get(jobId);
    const registryId = ofJob?.get(slot);
    if (!ofJob || registryId === undefined) return;
    ofJob.delete(slot);
    if (ofJob.size === 0) this.reservations.delete(jobId);
    const left = this.of(registryId) - 1;
    if (left > 0) this.counts.set(registryId, left);
    else this.counts.delete(registryId);
  }
}

function slotOf({ unit: { step, task, unit }, undo }: ReservedCall): string {
  return `${step}/${task}/${unit}/${undo ? 'undo' : 'forward'}`;
}
