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
    const words = what === 'status' ? await statuses() : await this.jobIds(flags);
    this.print(words.filter((word) => WORD.test(word)));
  }

  private async jobIds(flags: CommonFlags): Promise<string[]> {
    try {
      const jobs = await this.platform.jobs(await loadSettings(this.terminal, flags), { timeoutMs: 1_000 });
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
