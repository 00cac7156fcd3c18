import { Command, Option } from 'nest-commander';
import { EXIT } from '../failure/exit-codes';
import { UsageError } from '../failure/usage-error';
import { readJsonFile, readJsonText } from '../files/json-file';
import { loadSettings } from '../settings/load-settings';
import { JobCommand, type JobFlags } from './job-command';

interface SignalFlags extends JobFlags {
  data?: string;
  file?: string;
  key?: string;
}

@Command({
  name: 'signal',
  arguments: '[job] [name]',
  description: 'send a job the signal that a step of it waits for, or will wait for',
})
export class SignalCommand extends JobCommand<SignalFlags> {
  protected async execute(args: string[], flags: SignalFlags): Promise<number> {
    const [id, name] = flags.last === undefined ? args : [undefined, ...args];
    if (name === undefined) throw new UsageError('which signal? Its name comes after the job');
    const settings = await loadSettings(this.terminal, flags);
    const jobs = await this.platform.jobs(settings);
    const body = await this.body(flags);
    const job = await jobs.signal(await this.jobId(jobs, id === undefined ? [] : [id], flags), name, body, flags.key);
    if (settings.json) this.printJson(job);
    else this.print([`signal ${name}: accepted; the job is ${job.status} now`]);
    return EXIT.ok;
  }

  private async body({ data, file }: SignalFlags): Promise<unknown> {
    if (data !== undefined && file !== undefined) throw new UsageError('--data or --file, not both');
    if (data !== undefined) return (await readJsonText('--data', data)).value;
    return file === undefined ? null : (await readJsonFile(this.terminal, file)).value;
  }

  @Option({ flags: '--data <json>', description: 'the body of the signal, as JSON; null when not said' })
  data(json: string): string {
    return json;
  }

  @Option({ flags: '--file <file>', description: 'a JSON or YAML file that holds it; - is the standard input' })
  file(file: string): string {
    return file;
  }

  @Option({ flags: '--key <key>', description: 'the same key again is the same signal: it is delivered once' })
  key(key: string): string {
    return key;
  }
}
