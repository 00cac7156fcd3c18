import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type FieldFault, type JobDocument, PlatformError, validateJobDocument } from '#contract';
import {
  compile,
  type JobState,
  OrchestrationConfig,
  Orchestrator,
  policyDefaults,
  STATE_CLIENT,
  type StateClient,
} from '#orchestration';
import { Offers } from './offers';

export interface SubmissionOptions {
  /** The older /run-job: unknown fields and missing values are warnings. */
  readonly lenient: boolean;
  readonly idempotencyKey?: string;
}

const RETRY_AFTER_MS = 1_000;
const MAX_KEY_LENGTH = 256;

/** Takes a job document in: checks it as a whole before anything is called, and has it written down. */
@Injectable()
export class Submission {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly config: OrchestrationConfig,
    private readonly offers: Offers,
    @Inject(STATE_CLIENT) private readonly states: StateClient,
  ) {}

  /** The job that came of it: a new one, or the one an earlier submission with the same key made. */
  async submit(body: unknown, { lenient, idempotencyKey }: SubmissionOptions): Promise<JobState> {
    const { value, faults, warnings } = validateJobDocument(body, { lenient });
    if (faults.length > 0) throw invalidJob(faults);
    if (this.orchestrator.open >= this.config.JOB_MAX_OPEN) {
      throw new PlatformError('overloaded', 'Too many jobs are open; try again soon', { retryAfterMs: RETRY_AFTER_MS });
    }
    const submitted = await this.orchestrator.submit(
      { type: 'submit', ...this.prepare(value, lenient, warnings) },
      submissionKey(idempotencyKey, body),
    );
    if (submitted.kind === 'accepted') return submitted.state;
    if (!submitted.sameBody) {
      throw new PlatformError('idempotency-mismatch', 'This Idempotency-Key was used for another job document');
    }
    const earlier = await this.orchestrator.state(submitted.jobId);
    if (!earlier) throw new PlatformError('internal', `job ${submitted.jobId} is missing`);
    return earlier;
  }

  private prepare(document: JobDocument, lenient: boolean, faults: readonly FieldFault[]) {
    const jobId = uuidv7();
    const defaults = policyDefaults(this.config);
    const { state } = compile(document, defaults);
    return {
      jobId,
      document: document as unknown as Record<string, unknown>,
      defaults,
      lenient,
      warnings: [
        ...faults.map(({ pointer, message }) => `${pointer}: ${message}`),
        ...this.offers.missingFor(document),
      ],
      stateDoc: state && { address: this.states.addressFor(jobId, state), owned: state.address === null },
    };
  }
}

export function invalidJob(faults: readonly FieldFault[]): PlatformError {
  const summary = faults.map(({ pointer, message }) => `${pointer || 'the document'}: ${message}`).join('; ');
  return new PlatformError('unprocessable', summary, { errors: faults });
}

function submissionKey(key: string | undefined, body: unknown) {
  if (key === undefined || key === '') return null;
  if (key.length > MAX_KEY_LENGTH) {
    throw new PlatformError('invalid-request', `An Idempotency-Key may be ${MAX_KEY_LENGTH} characters long`);
  }
  return { key, fingerprint: createHash('sha256').update(JSON.stringify(body)).digest('hex') };
}
