import { Inject } from '@nestjs/common';
import { CommandRunner, Option } from 'nest-commander';
import { explain, explanationLines } from '../failure/explain';
import { EXIT } from '../failure/exit-codes';
import { Platform } from '../platform/platform';
import type { CommonFlags } from '../settings/settings';
import { print, TERMINAL, type Terminal } from '../terminal/terminal';

/** What every command has: the addresses of the platform, and one way to end. */
export abstract class CliCommand<Flags extends CommonFlags = CommonFlags> extends CommandRunner {
  constructor(
    @Inject(TERMINAL) protected readonly terminal: Terminal,
    protected readonly platform: Platform,
  ) {
    super();
  }

  /** @returns the exit code; nothing means that all went well. */
  protected abstract execute(args: string[], flags: Flags): Promise<number | void>;

  override setCommand(command: Parameters<CommandRunner['setCommand']>[0]): this {
    return super.setCommand(command.exitOverride().allowExcessArguments(false));
  }

  override async run(args: string[], flags: Flags): Promise<void> {
    try {
      this.terminal.exitCode = (await this.execute(args, flags)) ?? EXIT.ok;
    } catch (error) {
      const explanation = explain(error);
      this.terminal.exitCode = explanation.exitCode;
      print(this.terminal.err, explanationLines(explanation, flags.json));
    }
  }

  protected printJson(...values: readonly unknown[]): void {
    this.print(values.map((value) => JSON.stringify(value)));
  }

  protected print(lines: readonly string[]): void {
    print(this.terminal.out, lines);
  }

  @Option({ flags: '--job-url <url>', description: 'address of job-control', env: 'JOB_CONTROL_URL' })
  jobUrl(url: string): string {
    return url;
  }

  @Option({ flags: '--state-url <url>', description: 'address of shared-state', env: 'SHARED_STATE_URL' })
  stateUrl(url: string): string {
    return url;
  }

  @Option({ flags: '--discovery-url <url>', description: 'address of discovery', env: 'DISCOVERY_URL' })
  discoveryUrl(url: string): string {
    return url;
  }

  @Option({ flags: '--token <token>', description: 'API key or token', env: 'JOB_RUNNER_TOKEN' })
  token(token: string): string {
    return token;
  }

  @Option({ flags: '--token-file <file>', description: 'file that holds it' })
  tokenFile(file: string): string {
    return file;
  }

  @Option({ flags: '--json', description: 'one JSON object per line, for programs' })
  json(): boolean {
    return true;
  }

  @Option({ flags: '--verbose', description: 'more: every attempt, address and description' })
  verbose(): boolean {
    return true;
  }
}
