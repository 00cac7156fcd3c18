import { Inject, Injectable } from '@nestjs/common';
import {
  collectingFaults,
  DefinitionStart,
  type FieldFault,
  isTooDeep,
  type JobPlanView,
  type JsonObject,
  jsonSize,
  labelFaults,
  labelsIn,
  MAX_JSON_DEPTH,
  PlatformError,
  validateDto,
} from '#contract';
import { inTimeSlices } from '#platform';
import { type Catalog, CATALOG, type JobState, Orchestrator } from '#orchestration';
import { JobPlans } from '../planning/job-plans';
import { fingerprintOf, invalidJob, JobAdmission, type SubmissionOptions } from '../admission/job-admission';
import { DefinitionCatalog } from './definition-catalog';
import { invalid } from './definition-check';
import { referencesInValues, resolvingInputs } from './rules/input-references';
import { asFaultsOfInputs } from './rules/job-of-definition';
import { InputsSchemas } from './schema/inputs-schemas';
import type { StoredDefinition } from './store/definition-store';

/** Of what a job document may be, also after its inputs have been put into it. */
const MAX_JOB_BYTES = 1024 * 1024;

/** A job document that was made from a definition. */
interface MadeJob {
  readonly document: JsonObject;
  readonly from: StoredDefinition;
  /** With defaults. */
  readonly inputs: JsonObject;
}

/** Makes jobs from definitions. */
@Injectable()
export class DefinitionStarts {
  constructor(
    private readonly definitions: DefinitionCatalog,
    private readonly schemas: InputsSchemas,
    private readonly admission: JobAdmission,
    private readonly plans: JobPlans,
    private readonly orchestrator: Orchestrator,
    @Inject(CATALOG) private readonly catalog: Catalog,
  ) {}

  /**
   * The job that came of it: a new one, or the one an earlier start with the same key made, also if the definition has
   * changed or was retired since.
   */
  async start(
    name: string,
    body: unknown,
    options: Omit<SubmissionOptions, 'definition' | 'fingerprint' | 'lenient'>,
  ): Promise<JobState> {
    const start = readStart(body);
    const { inputs = {}, version = null, labels } = start;
    const fingerprint = fingerprintOf({ definition: name, inputs, version, ...(labels && { labels }) });
    const earlier = options.key === undefined ? null : await this.earlier(options.key, fingerprint);
    if (earlier) return earlier;
    const made = await this.make(name, start);
    const definition = { name, version: made.from.version };
    return this.admission
      .admit(made.document, { ...options, fingerprint, definition })
      .catch((error: unknown) => refuse(error, made));
  }

  async plan(name: string, body: unknown): Promise<JobPlanView> {
    const made = await this.make(name, readStart(body));
    return this.plans.plan(made.document).catch((error: unknown) => refuse(error, made));
  }

  private async earlier(key: string, fingerprint: string): Promise<JobState | null> {
    const known = await this.catalog.findSubmission(key);
    if (known === null) return null;
    if (known.fingerprint === fingerprint) return this.orchestrator.state(known.jobId);
    throw new PlatformError('idempotency-mismatch', 'This Idempotency-Key was used for another job');
  }

  private async make(name: string, { inputs: given = {}, version, labels }: DefinitionStart): Promise<MadeJob> {
    const from = await this.definitions.startable(name, version);
    refuseAny(await faultsOfValues(given));
    const { value: inputs, faults } = await this.schemas.check(from.inputs, given);
    refuseAny([...faults, ...(await faultsOfValues(inputs))]);
    const { job, missing } = await inTimeSlices(resolvingInputs(from.job, inputs));
    const document = labels ? { ...job, labels: { ...labelsIn(job.labels), ...labels } } : job;
    refuseAny(missing.map((pointer) => ({ pointer: `/inputs${pointer}`, message: MISSING })));
    if (jsonSize(document, MAX_JOB_BYTES) > MAX_JOB_BYTES) refuseAny([{ pointer: '/inputs', message: TOO_LARGE }]);
    if (isTooDeep(document)) refuseAny([{ pointer: '/inputs', message: TOO_DEEP }]);
    return { document, from, inputs };
  }
}

const MISSING = 'is missing: the job of the definition uses it, and nothing is its default';
const TOO_LARGE = `expected smaller values: the job would have more than ${MAX_JOB_BYTES} bytes`;
const TOO_DEEP = `expected values that nest less deeply: the job would be deeper than ${MAX_JSON_DEPTH} levels`;

function readStart(body: unknown): DefinitionStart {
  const { value, faults } = validateDto(DefinitionStart, body ?? {});
  refuseAny([...faults, ...labelFaults(value.labels)]);
  return value;
}

function faultsOfValues(inputs: JsonObject): Promise<FieldFault[]> {
  return inTimeSlices(collectingFaults(referencesInValues(inputs, ['inputs'])));
}

function refuseAny(faults: readonly FieldFault[]): void {
  if (faults.length > 0) throw invalid('start', faults);
}

/** Of what is wrong with the job that was made, the inputs are the cause where they stand. */
function refuse(error: unknown, { from, inputs }: MadeJob): never {
  const errors = error instanceof PlatformError && error.code === 'unprocessable' ? error.details.errors : undefined;
  throw errors ? invalidJob(asFaultsOfInputs(errors, from, inputs)) : error;
}
