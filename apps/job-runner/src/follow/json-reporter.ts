import type { JobAccepted, JobEvent, JobView } from '#contract';
import { print, type Screen } from '../terminal/terminal';
import type { Reporter } from './reporter';

/** The process's exit code for a job that ended like this. */
export type ExitCode = (job: JobView) => number;

/** One JSON object per line, each with a `type`, for programs. */
export class JsonReporter implements Reporter {
  constructor(
    private readonly screen: Screen,
    private readonly exitCode: ExitCode,
  ) {}

  accepted(job: JobAccepted): void {
    this.tell({ type: 'accepted', ...job });
  }

  event(event: JobEvent): void {
    this.tell({ type: 'event', event });
  }

  changed(): void {
    // The events say more.
  }

  trouble(message: string): void {
    this.tell({ type: 'trouble', message });
  }

  ended(job: JobView): void {
    this.tell({ type: 'ended', exitCode: this.exitCode(job), job });
  }

  note(message: string): void {
    this.tell({ type: 'note', message });
  }

  close(): void {
    // Nothing is open.
  }

  private tell(line: object): void {
    print(this.screen, [JSON.stringify(line)]);
  }
}
