import { Text } from '#contract';
import { invalidParameter, readWhole } from '#platform';
import { isDefinitionName } from './rules/definition';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** Which page of the definitions. */
export class DefinitionQuery {
  @Text({ description: `1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} when absent` })
  limit?: string;

  @Text({ description: 'From the Link header of the page before' })
  cursor?: string;

  toPage(): { limit: number; after?: string } {
    const limit = readWhole('limit', this.limit ?? String(DEFAULT_LIMIT), 1, MAX_LIMIT);
    const { cursor } = this;
    if (cursor === undefined) return { limit };
    if (isDefinitionName(cursor)) return { limit, after: cursor };
    throw invalidParameter('cursor', 'expected a cursor from the Link header of the page before');
  }
}
