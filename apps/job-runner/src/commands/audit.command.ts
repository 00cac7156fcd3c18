import type { AuditRecord } from '#clients';
import { Command, Option } from 'nest-commander';
import { UsageError } from '../failure/usage-error';
import { APPS, type App } from '../platform/platform';
import { loadSettings } from '../settings/load-settings';
import { timeOf } from '../settings/times';
import { DEFAULT_LIMIT, PageCommand, type PageFlags } from './page-command';

interface AuditFlags extends PageFlags {
  app?: App;
  by?: string;
  action?: string;
  kind?: string;
  subject?: string;
  outcome?: string;
  since?: string;
  until?: string;
  export?: boolean;
}

@Command({ name: 'audit', description: 'show who asked for what, and what was refused, newest first' })
export class AuditCommand extends PageCommand<AuditFlags> {
  protected async execute(_args: string[], flags: AuditFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { by, action, kind, subject, outcome, since, until, limit, cursor } = flags;
    const query = { by, action, kind, subject, outcome, since, until, cursor };
    const client = await this.platform.aboutApp(flags.app ?? 'job-control', settings);
    if (flags.export) {
      for await (const line of client.auditLines({ ...query, limit })) this.print([line]);
      return;
    }
    const page = await client.audit({ ...query, limit: limit ?? DEFAULT_LIMIT });
    await this.showRows(settings, page, { heading: HEADING, row, none: 'no entries' });
  }

  @Option({ flags: '--app <app>', description: `whose audit: ${APPS.join(', ')} (the first when not said)` })
  app(name: string): App {
    const known = APPS.find((app) => app === name);
    if (known !== undefined) return known;
    throw new UsageError(`--app: expected one of ${APPS.join(', ')}, not ${name}`);
  }

  @Option({ flags: '--by <principal>', description: 'only what this caller asked for' })
  by(principal: string): string {
    return principal;
  }

  @Option({ flags: '--action <action>', description: 'only this, such as cancel, submit or register' })
  action(action: string): string {
    return action;
  }

  @Option({
    flags: '--kind <kind>',
    description: 'only what was asked of a job, jobs, definition, registration or document',
  })
  kind(kind: string): string {
    return kind;
  }

  @Option({ flags: '--subject <subject>', description: 'only what was asked of this: an id, a name or an address' })
  subject(subject: string): string {
    return subject;
  }

  @Option({ flags: '--outcome <outcome>', description: 'only what was done, or refused' })
  outcome(outcome: string): string {
    return outcome;
  }

  @Option({
    flags: '--since <time>',
    description: 'only entries of then or later: ISO 8601, or how long ago (30m, 1h, 2d)',
  })
  since(time: string): string {
    return timeOf('--since', time);
  }

  @Option({ flags: '--until <time>', description: 'only entries of then or earlier; as --since' })
  until(time: string): string {
    return timeOf('--until', time);
  }

  @Option({ flags: '--export', description: 'all entries, one JSON object a line' })
  export(): boolean {
    return true;
  }
}

const HEADING = ['WHEN', 'WHO', 'FROM', 'ACTION', 'OF', 'OUTCOME', 'REASON'];

function row({ at, by, from, action, kind, subject, outcome, status, code, reason }: AuditRecord): string[] {
  const came = outcome === 'done' ? outcome : `${outcome}: ${code ?? status}`;
  return [at, by ?? '', from ?? '', action, subject ?? kind, came, reason ?? ''];
}
