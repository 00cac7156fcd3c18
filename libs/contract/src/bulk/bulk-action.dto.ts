import { JOB_STATUSES, type JobStatus } from '../pure/job-status';
import { isLabelText, MAX_LABELS } from '../pure/labels';
import { Custom, Flag, Nested, OneOf, Text, TextList } from '../validation/fields';

/** What may be asked of many jobs at once. An approval is decided job by job. */
export const BULK_ACTIONS = ['cancel', 'kill', 'pause', 'continue', 'rerun', 'revert'] as const;
export type BulkActionName = (typeof BULK_ACTIONS)[number];

/** The most jobs that one request may act on. */
export const MAX_BULK_JOBS = 10_000;

/** Which jobs are meant: those that fit all that is given. */
export class BulkFilter {
  @Custom(
    { example: ['running'] },
    {
      name: 'statuses',
      expected: `an array of statuses, each one of ${JOB_STATUSES.join(', ')}`,
      test: (value) => isListOf(value, (item) => JOB_STATUSES.includes(item as JobStatus)),
      schema: { type: 'array', items: { type: 'string', enum: [...JOB_STATUSES] } },
    },
  )
  status?: JobStatus[];

  @Custom(
    { example: ['customer:acme'] },
    {
      name: 'labels',
      expected: `an array of at most ${MAX_LABELS} labels, each key:value`,
      test: (value) => isListOf(value, isLabelText) && (value as string[]).length <= MAX_LABELS,
      schema: { type: 'array', items: { type: 'string' } },
    },
  )
  label?: string[];

  @Text({ example: 'order' })
  name?: string;

  @Text({ description: 'Only jobs made from the definition of this name', example: 'order' })
  definition?: string;

  @Text({ description: 'Created at or after (RFC 3339)', example: '2026-01-01T00:00:00Z' })
  since?: string;

  @Text({ description: 'Created at or before (RFC 3339)', example: '2026-12-31T23:59:59Z' })
  until?: string;
}

/** What `POST /jobs/actions` takes. */
export class BulkAction {
  @OneOf(BULK_ACTIONS, { required: true })
  action!: BulkActionName;

  @TextList({ description: `The jobs that are meant, at most ${MAX_BULK_JOBS}; instead of a filter` })
  ids?: string[];

  @Nested(() => BulkFilter, { description: 'Which jobs are meant; instead of ids' })
  filter?: BulkFilter;

  @Text({ description: 'Who asks; with authentication it is the caller', example: 'ops' })
  by?: string;

  @Text({ description: 'Why; kept in the record of every job', example: 'the customer called' })
  reason?: string;

  @Flag({ description: 'true: only say which jobs are meant' })
  dryRun?: boolean;
}

function isListOf(value: unknown, isItem: (item: string) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && isItem(item));
}
