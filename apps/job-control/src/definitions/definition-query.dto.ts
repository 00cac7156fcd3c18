import { Text } from '#contract';
import { invalidParameter, readWhole } from '#platform';
import { LabelQuery, toLabels } from '../http/label-query';
import { isDefinitionName } from './rules/definition';
import type { DefinitionFilter, VersionFilter } from './store/definition-store';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;
export const MAX_VERSION = 2_147_483_647;

/** Which page of the versions of a definition. */
export class VersionQuery {
  @Text({ description: `1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} when absent` })
  limit?: string;

  @Text({ description: 'From the Link header of the page before' })
  cursor?: string;

  toFilter(): VersionFilter {
    const limit = readLimit(this.limit);
    const { cursor } = this;
    if (cursor === undefined) return { limit };
    return { limit, before: readWhole('cursor', cursor, 1, MAX_VERSION) };
  }
}

/** Which page of the definitions. */
export class DefinitionQuery {
  @LabelQuery('Only definitions that have all of these')
  label?: string | string[];

  @Text({ description: `1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} when absent` })
  limit?: string;

  @Text({ description: 'From the Link header of the page before' })
  cursor?: string;

  toFilter(): DefinitionFilter {
    const { cursor, label } = this;
    const filter = { limit: readLimit(this.limit), ...(label !== undefined && { labels: toLabels(label) }) };
    if (cursor === undefined) return filter;
    if (isDefinitionName(cursor)) return { ...filter, after: cursor };
    throw invalidParameter('cursor', 'expected a cursor from the Link header of the page before');
  }
}

function readLimit(limit = String(DEFAULT_LIMIT)): number {
  return readWhole('limit', limit, 1, MAX_LIMIT);
}
