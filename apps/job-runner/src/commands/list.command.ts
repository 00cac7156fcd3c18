import type { JobSummary } from '#contract';
import { Command, Option } from 'nest-commander';
import { UsageError } from '../failure/usage-error';
import { approvalWords } from '../render/approval';
import { elapsed } from '../render/duration';
import { table } from '../render/table';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

interface ListFlags extends CommonFlags {
  status?: string;
  name?: string;
  waitingFor?: 'approval';
  since?: string;
  until?: string;
  limit?: number;
  cursor?: string;
}

const DEFAULT_LIMIT = 20;

@Command({ name: 'list', description: 'list the jobs, newest first' })
export class ListCommand extends CliCommand<ListFlags> {
  protected async execute(_args: string[], flags: ListFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { status, name, waitingFor, since, until, limit = DEFAULT_LIMIT, cursor } = flags;
    const jobs = await this.platform.jobs(settings);
    const page = await jobs.list({ status, name, waitingFor, since, until, limit, cursor });
    if (settings.json) return this.printJson(...page.items);
    this.print(page.items.length === 0 ? ['no jobs'] : table([HEADING, ...page.items.map(row)]));
    this.print(page.items.flatMap(({ id, waitingFor }) => (waitingFor ? [`${id}: ${approvalWords(waitingFor)}`] : [])));
    if (page.cursor !== undefined) this.print([`more: --cursor ${page.cursor}`]);
  }

  @Option({ flags: '--status <status>', description: 'only jobs of this status, or of several with commas between' })
  status(status: string): string {
    return status;
  }

  @Option({ flags: '--name <name>', description: 'only jobs of this name' })
  name(name: string): string {
    return name;
  }

  @Option({ flags: '--waiting-for <what>', description: 'only jobs that wait for this: approval' })
  waitingFor(what: string): 'approval' {
    if (what === 'approval') return what;
    throw new UsageError(`--waiting-for: expected approval, not ${what}`);
  }

  @Option({ flags: '--since <time>', description: 'only jobs made then or later (ISO 8601)' })
  since(time: string): string {
    return time;
  }

  @Option({ flags: '--until <time>', description: 'only jobs made then or earlier (ISO 8601)' })
  until(time: string): string {
    return time;
  }

  @Option({ flags: '--limit <count>', description: `at most so many (${DEFAULT_LIMIT} when not said)` })
  limit(count: string): number {
    if (/^[1-9]\d*$/.test(count)) return Number(count);
    throw new UsageError(`--limit: expected a number from 1, not ${count}`);
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
