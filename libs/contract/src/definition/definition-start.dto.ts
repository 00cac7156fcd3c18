import type { JsonObject } from '../pure/json';
import type { Labels } from '../pure/labels';
import { AnyObject, LabelMap, WholeNumber } from '../validation/fields';

/** What a definition is started with. */
export class DefinitionStart {
  @AnyObject({ description: 'Values by the schema of the definition; absent: none', example: { title: 'Buy milk' } })
  inputs?: JsonObject;

  @LabelMap('Labels of this job, beside those that the definition gives it; these win')
  labels?: Labels;

  @WholeNumber({ min: 1, max: 2_147_483_647, description: 'The newest when absent', example: 1 })
  version?: number;
}
