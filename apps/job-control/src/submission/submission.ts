import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type FieldFault, type JobDocument, PlatformError } from '#contract';
import {
  compiling,
  ConcurrencyLimiter,
  isCalling,
  type JobState,
  OrchestrationConfig,
  Orchestrator,
  policyDefaults,
  STATE_CLIENT,
  type StateClient,
  statePlan,
} from '#orchestration';
import { Capacity, inTimeSlices, type Principal } from '#platform';
import { DocumentCheck } from './document-check';
import { Offers } from './offers';
import { SecretNames } from './secret-names';

/** Says that a job is the task of another one. */
export interface OuterTask {
  readonly jobId: string;
  readonly requestId: string;
}

export interface SubmissionOptions {
  /** The older /run-job: unknown fields and missing values are warnings. */
  readonly lenient?: boolean;
  /** A second submission with the same key and body gets the first job. */
  readonly key?: string;
  /** The id the job shall have; made when absent. */
  readonly jobId?: string;
  readonly innerOf?: OuterTask | null;
  /** Whose job it will be. */
  readonly caller: Principal | null;
}

const RETRY_AFTER_MS = 1_000;

/** Calls: a burst passes, and it takes seconds, not minutes, to get to the last. */
const MOST_WAITING = 1_000;

/** With their inner jobs, and these with theirs, open jobs may be so many times as many. */
const MOST_INNER = 10;

/** Takes a job document in: checks it as a whole before anything is called, and has it written down. */
@Injectable()
export class Submission {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly config: OrchestrationConfig,
    private readonly documents: DocumentCheck,
    private readonly offers: Offers,
    private readonly secretNames: SecretNames,
    @Inject(STATE_CLIENT) private readonly states: StateClient,
    private readonly limiter: ConcurrencyLimiter,
    private readonly capacity: Capacity,
  ) {
    capacity.add(() => this.full);
  }

  /** The job that came of it: a new one, or the one an earlier submission with the same key made. */
  async submit(
    body: unknown,
    { lenient = false, key, jobId = uuidv7(), innerOf = null, caller }: SubmissionOptions,
  ): Promise<JobState> {
    const { value, faults, warnings } = await this.documents.check(body, { lenient });
    if (faults.length > 0) throw invalidJob(faults);
    const withoutSecrets = await this.secretNames.faultsIn(value, caller);
    if (withoutSecrets.length > 0) throw invalidJob(withoutSecrets);
    await this.insistOnRoom(innerOf);
    const submission = key === undefined ? null : { key, fingerprint: fingerprintOf(body) };
    const command = await this.command(jobId, value, lenient, warnings, caller);
    await inTimeSlices(compiling(value, command.defaults));
    const submitted = await this.orchestrator.submit(command, submission).catch(notWritten);
    switch (submitted.kind) {
      case 'accepted':
        return submitted.state;
      case 'taken':
        throw new PlatformError('already-exists', `There is a job "${jobId}" already`);
      case 'known':
        if (submitted.sameBody) return this.known(submitted.jobId);
        throw new PlatformError('idempotency-mismatch', 'This Idempotency-Key was used for another job document');
    }
  }

  /** What open jobs need in order to end is not kept from them by jobs that wait for just that. */
  private async insistOnRoom(innerOf: OuterTask | null): Promise<void> {
    const { full } = this;
    if (full === undefined || (this.hasRoomForInner && (await this.isAwaited(innerOf)))) return;
    throw new PlatformError('overloaded', `${full}; try again soon`, { retryAfterMs: RETRY_AFTER_MS });
  }

  private async isAwaited(innerOf: OuterTask | null): Promise<boolean> {
    if (innerOf === null) return false;
    const outer = await this.orchestrator.state(innerOf.jobId);
    return outer !== null && isCalling(outer, innerOf.requestId);
  }

  private get hasRoomForInner(): boolean {
    return this.orchestrator.open < this.config.JOB_MAX_OPEN * MOST_INNER;
  }

  private get full(): string | undefined {
    if (this.orchestrator.open >= this.config.JOB_MAX_OPEN) return 'Too many jobs are open';
    // Calls that wait for a slow service alone are no reason: they cost nothing, and nobody else waits for them.
    if (this.limiter.waitingToBegin < MOST_WAITING || !this.capacity.isBusy) return undefined;
    return 'More jobs wait to begin than this process has time for';
  }

  private async known(jobId: string): Promise<JobState> {
    const state = await this.orchestrator.state(jobId);
    if (state) return state;
    throw new PlatformError('internal', `job ${jobId} is missing`);
  }

  private async command(
    jobId: string,
    document: JobDocument,
    lenient: boolean,
    faults: readonly FieldFault[],
    caller: Principal | null,
  ) {
    const defaults = policyDefaults(this.config);
    const state = statePlan(document);
    return {
      type: 'submit' as const,
      jobId,
      document: document as unknown as Record<string, unknown>,
      defaults,
      lenient,
      warnings: [...faults.map(inOneLine), ...(await this.offers.missingFor(document))],
      stateDoc: state && { address: this.states.addressFor(jobId, state), owned: state.address === null },
      ...(caller && { submittedBy: caller.name }),
    };
  }
}

export function inOneLine({ pointer, message }: FieldFault): string {
  return `${pointer || 'the document'}: ${message}`;
}

export function invalidJob(faults: readonly FieldFault[]): PlatformError {
  const summary = faults.map(inOneLine).join('; ');
  return new PlatformError('unprocessable', summary, { errors: faults });
}

/** The disk is full, or the database away: nothing was kept, or nobody knows, and the client is told which. */
function notWritten(cause: unknown): never {
  if (cause instanceof PlatformError) throw cause;
  const retryAfterMs = RETRY_AFTER_MS;
  throw new PlatformError('unavailable', 'The job could not be written down; it was not accepted', {
    cause,
    retryAfterMs,
  });
}

function fingerprintOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
