import { JOB_STATUSES, type JobStatus, OneOf, Text, LISTED_WAITS, type ListedWait } from '#contract';
import type { JobFilter } from '#orchestration';
import { invalidParameter, readTime, readWhole } from '#platform';
import { LabelQuery, toLabels } from './label-query';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** The filter of a list of jobs. */
export class JobQuery {
  @Text({ description: 'One status, or several with commas', example: 'running' })
  status?: string;

  @Text({ example: 'order' })
  name?: string;

  @Text({ description: 'Only jobs made from the definition of this name', example: 'order' })
  definition?: string;

  @LabelQuery('Only jobs that have all of these')
  label?: string | string[];

  @Text({ minLength: 1, maxLength: 200, description: 'Part of the name, or of the error, in whatever case' })
  q?: string;

  @OneOf(LISTED_WAITS, { description: 'Only jobs that wait for this' })
  waitingFor?: ListedWait;

  @Text({ description: 'Created at or after (RFC 3339)', example: '2026-01-01T00:00:00Z' })
  since?: string;

  @Text({ description: 'Created at or before (RFC 3339)', example: '2026-12-31T23:59:59Z' })
  until?: string;

  @Text({ description: `1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} when absent` })
  limit?: string;

  @Text({ description: 'From the Link header of the page before' })
  cursor?: string;

  toFilter(): JobFilter {
    const { status, name, definition, label, q, waitingFor, since, until, cursor } = this;
    return {
      limit: readWhole('limit', this.limit ?? String(DEFAULT_LIMIT), 1, MAX_LIMIT),
      ...(status !== undefined && { status: readStatuses(status) }),
      ...(name !== undefined && { name }),
      ...(definition !== undefined && { definition }),
      ...(label !== undefined && { labels: [...toLabels(label)] }),
      ...(q !== undefined && { text: q }),
      ...(waitingFor !== undefined && { waitingFor }),
      ...(since !== undefined && { since: readTime('since', since) }),
      ...(until !== undefined && { until: readTime('until', until) }),
      ...(cursor !== undefined && { cursor }),
    };
  }
}

function readStatuses(text: string): JobStatus[] {
  return text.split(',').map((status) => {
    const known = JOB_STATUSES.find((one) => one === status.trim());
    if (known) return known;
    throw invalidParameter('status', `expected one of ${JOB_STATUSES.join(', ')}`);
  });
}
