import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Principal } from '#platform';
import { OrchestrationConfig, Orchestrator, policyDefaults } from '#orchestration';

/**
 * Records that a request was reverted before its execute arrived, so that a late execute is refused: as an empty job under
 * the request's key that is reverted at once. It is listed and pruned like any other job.
 */
@Injectable()
export class Tombstones {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly config: OrchestrationConfig,
  ) {}

  /** Resolves with the id of a job that was submitted under the key in the meantime; null if there is none. */
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
