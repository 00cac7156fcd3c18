import { Module, type DynamicModule } from '@nestjs/common';
import { COMMANDS } from './commands';
import { Platform } from './platform/platform';
import { ProgramHelp } from './program-help';
import { DryRun } from './run/dry-run';
import { JobRun } from './run/job-run';
import { TERMINAL, type Terminal } from './terminal/terminal';

@Module({})
export class CliModule {
  static at(terminal: Terminal): DynamicModule {
    return {
      module: CliModule,
      providers: [{ provide: TERMINAL, useValue: terminal }, Platform, JobRun, DryRun, ProgramHelp, ...COMMANDS],
    };
  }
}
