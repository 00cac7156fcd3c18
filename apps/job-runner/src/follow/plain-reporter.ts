import type { JobAccepted, JobView } from '#contract';
import { endingLines } from '../render/ending';
import { jobFacts, newLines } from '../render/job-facts';
import { plain } from '../render/paint';
import { print, type Screen } from '../terminal/terminal';
import type { Reporter } from './reporter';

/** A line for every change, for pipes and log files. */
export class PlainReporter implements Reporter {
  private told: ReadonlyMap<string, string> = new Map();
  private lastTrouble = '';

  constructor(
    private readonly screen: Screen,
    private readonly verbose: boolean,
  ) {}

  accepted({ jobId }: JobAccepted): void {
    print(this.screen, [`job ${jobId}: accepted`]);
  }

  event(): void {
    // Lines are derived from changes of the job.
  }

  changed(job: JobView): void {
    const facts = jobFacts(job, this.verbose);
    print(this.screen, newLines(this.told, facts));
    this.told = facts;
  }

  trouble(message: string): void {
    if (message !== this.lastTrouble) print(this.screen, [message]);
    this.lastTrouble = message;
  }

  ended(job: JobView): void {
    print(this.screen, endingLines(job, plain));
  }

  note(message: string): void {
    print(this.screen, [message]);
  }

  close(): void {
    // Nothing is open.
  }
}
