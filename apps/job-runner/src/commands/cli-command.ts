import { Inject } from '@nestjs/common';
import { CommandRunner, Option } from 'nest-commander';
import { explain, explanationLines } from '../failure/explain';
import { EXIT } from '../failure/exit-codes';
import { UsageError } from '../failure/usage-error';
import { Platform } from '../platform/platform';
import { recognizeServer } from '../platform/recognize-server';
import type { CommonFlags, Output, Settings } from '../settings/settings';
import { print, TERMINAL, type Terminal } from '../terminal/terminal';

/** What all commands share: the platform's addresses, and one way to end. */
export abstract class CliCommand<Flags extends CommonFlags = CommonFlags> extends CommandRunner {
  constructor(
    @Inject(TERMINAL) protected readonly terminal: Terminal,
    protected readonly platform: Platform,
  ) {
    super();
  }

  /** @returns the exit code; undefined means success. */
  protected abstract execute(args: string[], flags: Flags): Promise<number | void>;

  override setCommand(command: Parameters<CommandRunner['setCommand']>[0]): this {
    return super.setCommand(command.exitOverride().allowExcessArguments(false));
  }

  override async run(args: string[]): Promise<void> {
    // Commander passes the options of `state list` to `state`, which has the same ones.
    const flags = this.command.optsWithGlobals<Flags>();
    try {
      this.terminal.exitCode = (await this.execute(args, flags)) ?? EXIT.ok;
    } catch (error) {
      const explanation = explain(await recognizeServer(error, this.platform));
      this.terminal.exitCode = explanation.exitCode;
      print(this.terminal.err, explanationLines(explanation, flags.json ?? flags.output === 'json'));
    }
  }

  /** Prints a list or a view: `lines` for people, data for programs. */
  protected async show(
    { output }: Pick<Settings, 'output'>,
    value: unknown,
    lines: (wide: boolean) => readonly string[],
  ): Promise<void> {
    if (output === 'json') return this.printJson(...(Array.isArray(value) ? (value as unknown[]) : [value]));
    if (output !== 'yaml') return this.print(lines(output === 'wide'));
    const { stringify } = await import('yaml');
    this.print(stringify(value).trimEnd().split('\n'));
  }

  /** The width of a table; a pipe takes any. */
  protected columns(wide: boolean): number {
    const { isTTY, columns = Infinity } = this.terminal.out;
    return wide || isTTY !== true ? Infinity : columns;
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

  @Option({ flags: '--trust-defaults', description: 'use the addresses that .job-runner.json names' })
  trustDefaults(): boolean {
    return true;
  }

  @Option({ flags: '-o, --output <format>', description: 'json, yaml or wide', choices: ['json', 'yaml', 'wide'] })
  output(format: string): Exclude<Output, 'text'> {
    if (format === 'json' || format === 'yaml' || format === 'wide') return format;
    throw new UsageError(`-o: expected json, yaml or wide, not ${format}`);
  }

  @Option({ flags: '--json', description: 'one JSON object per line, for programs; the same as -o json' })
  json(): boolean {
    return true;
  }

  @Option({ flags: '--verbose', description: 'more: every attempt, address and description' })
  verbose(): boolean {
    return true;
  }
}
