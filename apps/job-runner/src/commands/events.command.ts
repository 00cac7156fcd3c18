import type { JobEvent } from '#contract';
import { Command, Option } from 'nest-commander';
import { Interrupted } from '../failure/interrupted';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags, Settings } from '../settings/settings';
import { CliCommand } from './cli-command';

interface EventsFlags extends CommonFlags {
  follow?: boolean;
}

@Command({
  name: 'events',
  arguments: '<job>',
  argsDescription: { job: 'id of the job' },
  description: 'show the history of a job, event by event',
})
export class EventsCommand extends CliCommand<EventsFlags> {
  protected async execute([id = '']: string[], flags: EventsFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    if (flags.follow) await this.live(id, settings);
    else await this.history(id, settings);
  }

  @Option({ flags: '--follow', description: 'go on until the job has ended' })
  follow(): boolean {
    return true;
  }

  private async history(id: string, settings: Settings): Promise<void> {
    const jobs = await this.platform.jobs(settings);
    for (let after = 0, more = true; more;) {
      const page = await jobs.events(id, { after });
      page.items.forEach((event) => this.show(event, settings));
      after = page.items.at(-1)?.seq ?? after;
      more = page.more;
    }
  }

  private async live(id: string, settings: Settings): Promise<void> {
    const { watchJob } = await import('#clients');
    const signal = this.terminal.interruption();
    const onEvent = (event: JobEvent) => this.show(event, settings);
    try {
      for await (const _job of watchJob(await this.platform.jobs(settings), id, { signal, onEvent }));
    } catch (error) {
      throw signal.aborted ? new Interrupted(id) : error;
    }
  }

  private show(event: JobEvent, { json }: Settings): void {
    const { seq, at, type, ...data } = event;
    if (json) this.printJson(event);
    else this.print([`${String(seq).padStart(4)}  ${at}  ${type}  ${JSON.stringify(data)}`]);
  }
}
