import type { JobEvent } from '#contract';
import { Command, Option } from 'nest-commander';
import { Interrupted } from '../failure/interrupted';
import { loadSettings } from '../settings/load-settings';
import type { Settings } from '../settings/settings';
import { JobCommand, type JobFlags } from './job-command';

interface EventsFlags extends JobFlags {
  follow?: boolean;
  export?: boolean;
}

@Command({
  name: 'events',
  arguments: '[job]',
  argsDescription: { job: 'id of the job, or its beginning' },
  description: 'show the history of a job, event by event',
})
export class EventsCommand extends JobCommand<EventsFlags> {
  protected async execute(args: string[], flags: EventsFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const id = await this.jobId(await this.platform.jobs(settings), args, flags);
    if (flags.follow) return this.live(id, settings);
    if (flags.export ?? this.isForAFile(flags)) return this.exportAll(id, settings);
    for await (const event of this.history(id, settings)) this.tell(event, settings);
  }

  @Option({ flags: '--follow', description: 'go on until the job has ended' })
  follow(): boolean {
    return true;
  }

  @Option({
    flags: '--export',
    description: 'all that is recorded, bodies included, as one array for replay; the default into a file',
  })
  export(): boolean {
    return true;
  }

  private async *history(id: string, settings: Settings, bodies?: boolean): AsyncGenerator<JobEvent> {
    const jobs = await this.platform.jobs(settings);
    for (let after = 0, more = true; more;) {
      const page = await jobs.events(id, { after, bodies });
      yield* page.items;
      after = page.items.at(-1)?.seq ?? after;
      more = page.more;
    }
  }

  /** `replay f.json` reads the output of `events <job> > f.json`. */
  private isForAFile({ json }: EventsFlags): boolean {
    return this.terminal.out.isTTY !== true && json !== true;
  }

  private async exportAll(id: string, settings: Settings): Promise<void> {
    const lines: string[] = [];
    const jobs = await this.platform.jobs(settings);
    for await (const event of this.history(id, settings, true)) {
      lines.push(JSON.stringify('href' in event ? await jobs.event(id, event.seq) : event));
    }
    this.print(['[', ...lines.map((line, index) => (index < lines.length - 1 ? `${line},` : line)), ']']);
  }

  private async live(id: string, settings: Settings): Promise<void> {
    const { watchJob } = await import('#clients');
    const signal = this.terminal.interruption();
    const onEvent = (event: JobEvent) => this.tell(event, settings);
    try {
      for await (const _job of watchJob(await this.platform.jobs(settings), id, { signal, onEvent }));
    } catch (error) {
      throw signal.aborted ? new Interrupted(id) : error;
    }
  }

  private tell(event: JobEvent, { json }: Settings): void {
    const { seq, at, type, ...data } = event;
    if (json) this.printJson(event);
    else this.print([`${String(seq).padStart(4)}  ${at}  ${type}  ${JSON.stringify(data)}`]);
  }
}
