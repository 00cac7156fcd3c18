import type { JobPlanView } from '#contract';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'nest-commander';
import { readInputs } from '../definitions/read-inputs';
import { EXIT } from '../failure/exit-codes';
import { UsageError } from '../failure/usage-error';
import { isDefinition } from '../files/definition-file';
import { readJsonFile } from '../files/json-file';
import { lacksService, planLines } from '../render/plan-lines';
import { jobIn } from '../run/read-job';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags, Settings } from '../settings/settings';
import { CliCommand } from './cli-command';
import { InputOptions, type StartFlags } from './input-options';

type PlanFlags = CommonFlags & StartFlags;

@InputOptions()
@Command({
  name: 'plan',
  arguments: '<job>',
  argsDescription: { job: 'file with the job document, or name of a definition' },
  description: 'show which services would be called now, and up to where it could be undone',
})
export class PlanCommand extends CliCommand<PlanFlags> {
  protected async execute([job = '']: string[], flags: PlanFlags): Promise<number> {
    const settings = await loadSettings(this.terminal, flags);
    const isFile =
      job === '-' ||
      (await access(resolve(this.terminal.cwd, job)).then(
        () => true,
        () => false,
      ));
    const isName = !isFile && /^[\w.-]+$/.test(job) && !/\.(json|ya?ml)$/i.test(job);
    const plan = isName ? await this.ofDefinition(job, flags, settings) : await this.ofFile(job, settings);
    await this.show(settings, plan, (wide) => planLines(plan, this.columns(wide)));
    return plan.steps.some(({ tasks }) => tasks.some(lacksService)) ? EXIT.undone : EXIT.ok;
  }

  private async ofFile(name: string, settings: Settings): Promise<JobPlanView> {
    const content = await readJsonFile(this.terminal, name);
    if (isDefinition(content.value)) {
      throw new UsageError(`${name} holds a definition: job-runner define ${name}, then job-runner plan with its name`);
    }
    return (await this.platform.jobs(settings)).plan(await jobIn(content));
  }

  private async ofDefinition(name: string, flags: StartFlags, settings: Settings): Promise<JobPlanView> {
    const { definitions } = await this.platform.jobs(settings);
    const { useVersion: version } = flags;
    const { inputs: schema } = await definitions.get(name, version);
    return definitions.plan(name, { inputs: await readInputs(this.terminal, schema, flags), version });
  }
}
