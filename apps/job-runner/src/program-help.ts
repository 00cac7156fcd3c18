import { Injectable } from '@nestjs/common';
import { InjectCommander, type CommandRunner } from 'nest-commander';

type Program = Parameters<CommandRunner['setCommand']>[0];

const AFTER = `
Exit codes: 0 completed · 1 failed or cancelled, and undone · 2 usage or invalid document
            3 undo incomplete, or killed · 4 platform not reachable · 130 interrupted (the job goes on)

Defaults for the options of run come from .job-runner.json in the working directory.`;

/** The text of `job-runner --help` around the list of commands. */
@Injectable()
export class ProgramHelp {
  constructor(@InjectCommander() program: Program) {
    program.name('job-runner').description('Runs jobs of composable services, follows them, and undoes them.');
    program.addHelpText('after', AFTER);
  }
}
