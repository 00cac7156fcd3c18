import { Command, Option } from 'nest-commander';
import { randomUUID } from 'node:crypto';
import { readInputs } from '../../definitions/read-inputs';
import { EXIT, exitCodeOf } from '../../failure/exit-codes';
import { chooseReporter } from '../../follow/choose-reporter';
import { followJob } from '../../follow/follow-job';
import { submitOnce } from '../../run/submit';
import { loadSettings } from '../../settings/load-settings';
import type { CommonFlags } from '../../settings/settings';
import { CliCommand } from '../cli-command';
import { InputOptions, JobLabelOption, labelsFrom, type StartFlags } from '../input-options';

interface Flags extends CommonFlags, StartFlags {
  detach?: boolean;
}

@InputOptions()
@JobLabelOption()
@Command({
  name: 'start',
  arguments: '<definition>',
  argsDescription: { definition: 'name of the definition' },
  description: 'start a job of a definition, and follow it to its end',
})
export class StartCommand extends CliCommand<Flags> {
  protected async execute([name = '']: string[], flags: Flags): Promise<number> {
    const settings = await loadSettings(this.terminal, flags);
    const jobs = await this.platform.jobs(settings);
    const { useVersion: version, label } = flags;
    const definition = await jobs.definitions.get(name, version);
    const inputs = await readInputs(this.terminal, definition.inputs, flags);
    const start = { inputs, labels: labelsFrom(label), version };
    const key = { idempotencyKey: randomUUID() };
    const accepted = await submitOnce(this.terminal.interruption(), (signal) =>
      jobs.definitions.start(name, start, { ...key, signal }),
    );
    const reporter = chooseReporter(this.terminal.out, settings);
    reporter.accepted(accepted);
    if (flags.detach) return EXIT.ok;
    return exitCodeOf(await followJob(jobs, accepted.jobId, reporter, this.terminal.interruption()));
  }

  @Option({ flags: '--detach', description: 'do not wait for its end' })
  detach(): boolean {
    return true;
  }
}
