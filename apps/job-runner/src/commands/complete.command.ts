import { Command } from 'nest-commander';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

const NEWEST = 50;
/** A string that a shell takes as one literal word. */
const WORD = /^[\w.-]+$/;

/** Called by completion scripts while the user types: prints nothing on any error. */
@Command({
  name: 'complete',
  arguments: '<what>',
  description: 'print words for completion',
  options: { hidden: true },
})
export class CompleteCommand extends CliCommand {
  protected async execute([what]: string[], flags: CommonFlags): Promise<void> {
    this.print((await this.words(what, flags)).filter((word) => WORD.test(word)));
  }

  private async words(what: string | undefined, flags: CommonFlags): Promise<readonly string[]> {
    if (what === 'status') return statuses();
    try {
      const jobs = await this.platform.jobs(await loadSettings(this.terminal, flags), { timeoutMs: 1_000 });
      if (what === 'definition') return (await jobs.definitions.list({ limit: NEWEST })).items.map(({ name }) => name);
      return (await jobs.list({ limit: NEWEST })).items.map(({ id }) => id);
    } catch {
      return [];
    }
  }
}

async function statuses(): Promise<readonly string[]> {
  const { JOB_STATUSES } = await import('#contract');
  return JOB_STATUSES;
}
