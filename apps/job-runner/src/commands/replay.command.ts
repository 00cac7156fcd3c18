import { Command } from 'nest-commander';
import { endingLines } from '../render/ending';
import { jobTree } from '../render/job-tree';
import { paintFor } from '../render/paint';
import { readHistory } from '../replay/read-history';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

@Command({
  name: 'replay',
  arguments: '<history>',
  argsDescription: { history: 'file that events --export wrote' },
  description: 'rebuild a job from its exported history, and show it as it stood',
})
export class ReplayCommand extends CliCommand {
  protected async execute([file = '']: string[], flags: CommonFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const events = await readHistory(this.terminal, file);
    // The same code as in job-control.
    const { replay, toJobView } = await import('#orchestration/replay');
    const state = replay(events);
    if (state === null) throw new Error('a history that begins with job-accepted makes a job');
    const job = toJobView(state, settings.jobURL);
    const paint = paintFor(this.terminal.out);
    const now = events.at(-1)?.at ?? 0;
    await this.show(settings, job, (wide) => [
      ...jobTree(job, { now, paint, verbose: settings.verbose || wide }),
      ...endingLines(job, paint),
    ]);
  }
}
