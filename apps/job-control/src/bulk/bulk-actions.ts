import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import {
  type BatchAccepted,
  type BatchView,
  BulkAction,
  type BulkActionName,
  type BulkPreview,
  type FieldFault,
  PlatformError,
  validateDto,
} from '#contract';
import { type Clock, CLOCK, type ListedJob, mayActOn } from '#orchestration';
import { type Principal, PublicAddress } from '#platform';
import { fingerprintOf } from '../admission/job-admission';
import { JobViews } from '../views/job-views';
import { visibleOwner } from '../views/job-visibility';
import { BatchWorker } from './batch-worker';
import { BulkSelection } from './bulk-selection';
import { type Batch, BATCH_STORE, type BatchItemResult, type BatchStore, type KeptBatch } from './store/batch-store';

const MOST_SHOWN = 100;

export interface BatchPage {
  readonly view: BatchView;
  /** Where the next page of results begins; null on the last one. */
  readonly next: number | null;
}

/** One action on many jobs. */
@Injectable()
export class BulkActions {
  constructor(
    @Inject(BATCH_STORE) private readonly batches: BatchStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly selection: BulkSelection,
    private readonly worker: BatchWorker,
    private readonly views: JobViews,
    private readonly address: PublicAddress,
  ) {}

  /** @throws PlatformError `unprocessable` with every fault, or with the count where too many jobs are meant */
  async preview(request: BulkAction, caller: Principal | null): Promise<BulkPreview> {
    const { action } = request;
    const { rows, missing } = await this.selection.of(request, caller);
    const meant = rows.filter(({ status }) => mayActOn(action, status));
    const others = rows.filter(({ status }) => !mayActOn(action, status));
    return {
      action,
      count: meant.length,
      jobs: meant.slice(0, MOST_SHOWN).map((row) => this.views.summary(row)),
      ...(others.length > 0 && { passedOver: this.passedOver(action, others) }),
      ...(missing.length > 0 && { notFound: [...missing] }),
    };
  }

  /**
   * Resolves when the batch is on disk; the jobs are told after that. A second request with the same key gets the first batch.
   * @throws PlatformError `idempotency-mismatch`, or as `preview` does
   */
  async begin(request: BulkAction, caller: Principal | null, key?: string): Promise<BatchAccepted> {
    const fingerprint = fingerprintOf(request);
    const earlier = key === undefined ? null : await this.batches.withKey(key);
    if (earlier) return this.same(earlier, fingerprint);
    const { rows, missing } = await this.selection.of(request, caller);
    const items = [
      ...rows.map(({ id }) => ({ jobId: id, told: null })),
      ...missing.map((jobId) => ({ jobId, told: { outcome: 'not-found', detail: null } as const })),
    ];
    const { action, by, reason = null } = request;
    const batch = { id: uuidv7(), action, by: caller?.name ?? by ?? null, reason, createdAt: this.clock.now() };
    const kept = await this.batches.add(batch, items, key === undefined ? null : { key, fingerprint });
    this.worker.begin();
    return this.same(kept, fingerprint);
  }

  private same({ batch, fingerprint }: KeptBatch, wanted: string): BatchAccepted {
    if (fingerprint === null || fingerprint === wanted) return this.accepted(batch);
    throw new PlatformError('idempotency-mismatch', 'This Idempotency-Key was used for another action');
  }

  private passedOver(action: BulkActionName, rows: readonly ListedJob[]): BulkPreview['passedOver'] {
    const jobs = rows.slice(0, MOST_SHOWN).map((row) => {
      const { jobId, status, href } = this.views.summary(row);
      return { jobId, status, href, because: `${action} does nothing to a job that is ${status}` };
    });
    return { count: rows.length, jobs };
  }

  /** @throws PlatformError `not-found`, also if it is that of another caller, who is no operator */
  async page(id: string, caller: Principal | null, from: number, limit: number): Promise<BatchPage> {
    const batch = await this.batches.find(id);
    const owner = visibleOwner(caller);
    if (batch === null || (owner !== undefined && batch.by !== owner)) {
      throw new PlatformError('not-found', `There is no action on many jobs "${id}"`);
    }
    const [outcomes, results] = await Promise.all([
      this.batches.outcomes(id),
      this.batches.results(id, from, limit + 1),
    ]);
    const { by, reason, createdAt, completedAt } = batch;
    const view: BatchView = {
      ...this.accepted(batch),
      ...(by !== null && { by }),
      ...(reason !== null && { reason }),
      createdAt: new Date(createdAt).toISOString(),
      ...(completedAt !== null && { completedAt: new Date(completedAt).toISOString() }),
      outcomes,
      results: results.slice(0, limit).map((result) => this.result(result)),
    };
    return { view, next: results.length > limit ? from + limit : null };
  }

  private accepted({ id, action, jobs }: Batch): BatchAccepted {
    return { batchId: id, action, count: jobs, href: `${this.address.url}/jobs/actions/${id}` };
  }

  private result({ jobId, told }: BatchItemResult): BatchView['results'][number] {
    return {
      jobId,
      outcome: told?.outcome ?? 'waiting',
      ...(told?.detail != null && { detail: told.detail }),
      href: `${this.address.url}/jobs/${jobId}`,
    };
  }
}

/** @throws PlatformError `unprocessable` with every fault */
export function readBulkAction(body: unknown): BulkAction {
  const { value, faults } = validateDto(BulkAction, body);
  const all = [...faults, ...(faults.length === 0 ? faultsOfChoice(value) : [])];
  if (all.length === 0) return value;
  throw new PlatformError('unprocessable', 'The body is not an action on many jobs', { errors: all });
}

/** All jobs there are is never what is meant by leaving something out. */
function faultsOfChoice({ ids, filter }: BulkAction): FieldFault[] {
  if (ids !== undefined && filter !== undefined)
    return [{ pointer: '/filter', message: 'expected either ids or a filter' }];
  if (ids !== undefined) return ids.length > 0 ? [] : [{ pointer: '/ids', message: 'expected at least one id' }];
  const isGiven = filter !== undefined && Object.values(filter).some((value) => value !== undefined);
  return isGiven ? [] : [{ pointer: '/filter', message: 'expected ids, or a filter with at least one member' }];
}
