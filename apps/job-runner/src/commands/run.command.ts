import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Inject } from '@nestjs/common';
import { Command, Option } from 'nest-commander';
import { exitCodeOf } from '../failure/exit-codes';
import { UsageError } from '../failure/usage-error';
import { Platform } from '../platform/platform';
import { DryRun } from '../run/dry-run';
import { JobRun } from '../run/job-run';
import { loadJobFile } from '../run/read-job';
import { loadRunSettings } from '../settings/load-settings';
import type { RunFlags } from '../settings/settings';
import { TERMINAL, type Terminal } from '../terminal/terminal';
import { CliCommand } from './cli-command';
import { similar } from './similar';

@Command({
  name: 'run',
  arguments: '[job]',
  argsDescription: { job: 'file with the job document; - for standard input' },
  description: 'run a job and follow it to its end (the word `run` may be left out)',
  options: { isDefault: true },
})
export class RunCommand extends CliCommand<RunFlags> {
  constructor(
    @Inject(TERMINAL) terminal: Terminal,
    platform: Platform,
    private readonly jobRun: JobRun,
    private readonly rehearsal: DryRun,
  ) {
    super(terminal, platform);
  }

  protected async execute([file]: string[], flags: RunFlags): Promise<number | void> {
    if (file === undefined) throw new UsageError(missingFile(flags));
    await this.checkWord(file);
    const settings = await loadRunSettings(this.terminal, flags);
    const job = await loadJobFile(this.terminal, file);
    if (settings.dryRun) return this.print(await this.rehearsal.lines(job, settings));
    return exitCodeOf(await this.jobRun.run(job, settings));
  }

  /** A single word is a job file; if there is no such file, it was meant as a command. */
  private async checkWord(word: string): Promise<void> {
    const program = this.command.parent;
    if (program?.args[0] === 'run' || !/^[a-z][a-z-]*$/i.test(word)) return;
    const path = resolve(this.terminal.cwd, word);
    await access(path).catch(() => {
      const meant = similar(word, program?.commands.map((command) => command.name()) ?? []);
      const hint = meant === undefined ? 'job-runner --help lists the commands' : `did you mean ${meant}?`;
      throw new UsageError(`there is no command ${word}, and no such job file: ${hint}`);
    });
  }

  @Option({ flags: '--state <file>', description: 'initial state document; its `id`, if any, is used' })
  state(file: string): string {
    return file;
  }

  @Option({ flags: '--values <file>', description: 'values merged into the state at its root' })
  values(file: string): string {
    return file;
  }

  @Option({ flags: '--emit [file]', description: 'write the final state to a file, or to standard output' })
  emit(file?: string): string | true {
    return file ?? true;
  }

  @Option({ flags: '--cleanup', description: 'delete the state document if the job completed' })
  cleanup(): boolean {
    return true;
  }

  @Option({ flags: '--keep', description: 'keep the state document (the default)' })
  keep(): boolean {
    return true;
  }

  @Option({ flags: '--overwrite', description: 'replace a state document of the same id' })
  overwrite(): boolean {
    return true;
  }

  @Option({ flags: '--force', description: 'let --emit replace a file that is not JSON' })
  force(): boolean {
    return true;
  }

  @Option({ flags: '--dry-run', description: 'check everything and show what would be done; nothing is called' })
  dryRun(): boolean {
    return true;
  }
}

/** `--emit` takes the next word as its file, which may be the job's own. */
function missingFile({ emit }: RunFlags): string {
  if (typeof emit === 'string') return `which job? --emit took ${emit} as its file: name the job first`;
  return 'which job? job-runner run <job.json>, or job-runner --help';
}
