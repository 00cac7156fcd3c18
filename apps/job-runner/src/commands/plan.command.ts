import { Command } from 'nest-commander';
import { EXIT } from '../failure/exit-codes';
import { lacksService, planLines } from '../render/plan-lines';
import { loadJobFile } from '../run/read-job';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

@Command({
  name: 'plan',
  arguments: '<job>',
  argsDescription: { job: 'file with the job document' },
  description: 'show which services would be called now, and up to where it could be undone',
})
export class PlanCommand extends CliCommand {
  protected async execute([file = '']: string[], flags: CommonFlags): Promise<number> {
    const settings = await loadSettings(this.terminal, flags);
    const plan = await (await this.platform.jobs(settings)).plan(await loadJobFile(this.terminal, file));
    await this.show(settings, plan, (wide) => planLines(plan, this.columns(wide)));
    return plan.steps.some(({ tasks }) => tasks.some(lacksService)) ? EXIT.undone : EXIT.ok;
  }
}
