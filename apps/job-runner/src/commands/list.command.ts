import type { JobSummary } from '#contract';
import { labelTexts, LISTED_WAITS, type ListedWait } from '#contract/pure';
import { Command, Option } from 'nest-commander';
import { UsageError } from '../failure/usage-error';
import { elapsed } from '../render/duration';
import { waitingWords } from '../render/waiting';
import { loadSettings } from '../settings/load-settings';
import { type FilterFlags, FilterOptions } from './filter-options';
import { DEFAULT_LIMIT, PageCommand, type PageFlags } from './page-command';

interface ListFlags extends PageFlags, FilterFlags {
  q?: string;
  waitingFor?: ListedWait;
}

@FilterOptions()
@Command({ name: 'list', description: 'list the jobs, newest first' })
export class ListCommand extends PageCommand<ListFlags> {
  protected async execute(_args: string[], flags: ListFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { status, label, name, definition, since, until, q, waitingFor, limit = DEFAULT_LIMIT, cursor } = flags;
    const jobs = await this.platform.jobs(settings);
    const page = await jobs.list({ status, label, name, definition, since, until, q, waitingFor, limit, cursor });
    await this.showRows(settings, page, { heading: HEADING, row, none: 'no jobs', wide: WIDE, notes });
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
}

const HEADING = ['ID', 'STATUS', 'NAME', 'STEPS', 'CREATED', 'TOOK'];
const WIDE = {
  heading: ['LABELS', 'ERROR'],
  row: ({ labels = {}, error }: JobSummary): string[] => [labelTexts(labels).join(' '), error?.message ?? ''],
};

function row({ id, status, name, steps, createdAt, completedAt }: JobSummary): string[] {
  const took = elapsed({ startedAt: createdAt, completedAt }, Date.now());
  return [id, status, name ?? '', String(steps), createdAt, took ?? ''];
}

function notes({ id, waitingFor }: JobSummary): string[] {
  return waitingFor ? [`${id}: ${waitingWords(waitingFor)}`] : [];
}
