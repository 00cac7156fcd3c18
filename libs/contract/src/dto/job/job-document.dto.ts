import type { JsonObject } from '../../pure/json';
import type { Labels } from '../../pure/labels';
import { AnyObject, LabelMap, NestedList, Numeric, Text, WebAddress } from '../../validation/fields';
import { Policies } from './policies.dto';
import { StepDto } from './step.dto';

const MAX_STEPS = 1_000;

/** Jobs can be listed by it. */
const MAX_NAME_BYTES = 1_024;

/** The document a client submits as a job. */
export class JobDocument extends Policies {
  @Text({ maxBytes: MAX_NAME_BYTES })
  name?: string;

  @Text()
  description?: string;

  @LabelMap('What the job can be found by: up to 32 keys with values')
  labels?: Labels;

  @AnyObject({ description: 'A state document with this content is made for the job' })
  initialState?: JsonObject;

  @WebAddress({ description: 'The state document to use', example: 'http://localhost:4500/state/abc' })
  sharedStateURL?: string;

  @AnyObject({ description: 'Merged into the state document at start' })
  sharedState?: JsonObject;

  @Numeric({ min: 0, description: 'Time limit of the whole job, in seconds' })
  jobMaxTTL?: number;

  @NestedList(() => StepDto, { required: true, max: MAX_STEPS })
  steps!: StepDto[];
}
