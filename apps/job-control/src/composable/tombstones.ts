import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Principal } from '#platform';
import { OrchestrationConfig, Orchestrator, policyDefaults } from '#orchestration';

/**
 * Remembers that a request was reverted before it arrived, so that a late execute is refused: as an empty job under the
 * request's key, which is reverted at once. It is kept, listed and pruned like any other job.
 */
@Injectable()
export class Tombstones {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly config: OrchestrationConfig,
  ) {}

  /** The job that arrived under the key in the meantime; null when there was none, and none will be any more. */
  async put(key: string, caller: Principal | null): Promise<string | null> {
    const jobId = uuidv7();
    const by = caller?.name ?? null;
    const submitted = await this.orchestrator.submit(
      {
        type: 'submit',
        jobId,
        document: { name: 'reverted before it began', steps: [] },
        defaults: policyDefaults(this.config),
        lenient: false,
        warnings: [],
        stateDoc: null,
        ...(caller && { submittedBy: caller.name }),
      },
      { key, fingerprint: 'tombstone' },
    );
    if (submitted.kind === 'known') return submitted.jobId;
    await this.orchestrator.act(jobId, { type: 'revert', to: null, by, reason: 'reverted before it began' });
    return null;
  }
}
