import { deepEqual, type JsonObject, type Labels } from '#contract';

/** What a person defines: a job document with places for values, and which values it takes. */
export interface DefinitionContent {
  readonly description: string | null;
  readonly labels: Labels;
  /** JSON Schema (2020-12) of the inputs. */
  readonly inputs: JsonObject;
  /** A job document, in which `{"$input": "/pointer"}` stands for a value of the inputs. */
  readonly job: JsonObject;
}

/** Of a definition that says nothing of its inputs. */
export const NO_INPUTS: JsonObject = { type: 'object', properties: {}, additionalProperties: false };

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const EXPECTED_NAME = 'a letter or a digit, then up to 63 letters, digits, dots, hyphens and underscores';

export function isDefinitionName(name: string): boolean {
  return NAME.test(name);
}

/** Whether two say the same: the order of members does not matter. */
export function sameContent(one: DefinitionContent, other: DefinitionContent): boolean {
  return (['description', 'labels', 'inputs', 'job'] as const).every((member) => deepEqual(one[member], other[member]));
}
