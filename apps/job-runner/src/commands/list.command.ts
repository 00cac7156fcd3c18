import type { JobSummary } from '#contract';
import { labelTexts, LISTED_WAITS, type ListedWait } from '#contract/pure';
import { Command, Option } from 'nest-commander';
import { UsageError } from '../failure/usage-error';
import { elapsed } from '../render/duration';
import { table } from '../render/table';
import { waitingWords } from '../render/waiting';
import { loadSettings } from '../settings/load-settings';
import { wholeNumber } from '../settings/numbers';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';
import { type FilterFlags, FilterOptions } from './filter-options';

interface ListFlags extends CommonFlags, FilterFlags {
  q?: string;
  waitingFor?: ListedWait;
  limit?: number;
  cursor?: string;
}

const DEFAULT_LIMIT = 20;

@FilterOptions()
@Command({ name: 'list', description: 'list the jobs, newest first' })
export class ListCommand extends CliCommand<ListFlags> {
  protected async execute(_args: string[], flags: ListFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { status, label, name, definition, since, until, q, waitingFor, limit = DEFAULT_LIMIT, cursor } = flags;
    const jobs = await this.platform.jobs(settings);
    const page = await jobs.list({ status, label, name, definition, since, until, q, waitingFor, limit, cursor });
    await this.show(settings, page.items, (wide) => [
      ...(page.items.length === 0 ? ['no jobs'] : this.table(page.items, wide)),
      ...page.items.flatMap(({ id, waitingFor }) => (waitingFor ? [`${id}: ${waitingWords(waitingFor)}`] : [])),
      ...(page.cursor === undefined ? [] : [`more: --cursor ${page.cursor}`]),
    ]);
  }

  private table(jobs: readonly JobSummary[], wide: boolean): string[] {
    const rows = jobs.map((job) => (wide ? [...row(job), labelsOf(job), job.error?.message ?? ''] : row(job)));
    return table([wide ? [...HEADING, 'LABELS', 'ERROR'] : HEADING, ...rows], this.columns(wide));
  }

  @Option({ flags: '--q <text>', description: 'only jobs with this in their name or error' })
  q(text: string): string {
    return text;
  }

  @Option({ flags: '--waiting-for <what>', description: `only jobs that wait for this: ${LISTED_WAITS.join(', ')}` })
  waitingFor(what: string): ListedWait {
    const known = LISTED_WAITS.find((one) => one === what);
    if (known !== undefined) return known;
    throw new UsageError(`--waiting-for: expected one of ${LISTED_WAITS.join(', ')}, not ${what}`);
  }

  @Option({ flags: '--limit <count>', description: `at most so many (${DEFAULT_LIMIT} when not said)` })
  limit(count: string): number {
    return wholeNumber('--limit', count);
  }

  @Option({ flags: '--cursor <cursor>', description: 'go on where an earlier list ended' })
  cursor(cursor: string): string {
    return cursor;
  }
}

const HEADING = ['ID', 'STATUS', 'NAME', 'STEPS', 'CREATED', 'TOOK'];

function row({ id, status, name, steps, createdAt, completedAt }: JobSummary): string[] {
  const took = elapsed({ startedAt: createdAt, completedAt }, Date.now());
  return [id, status, name ?? '', String(steps), createdAt, took ?? ''];
}

function labelsOf({ labels = {} }: JobSummary): string {
  return labelTexts(labels).join(' ');
}
