import type { JobView } from '#contract';
import { endingLines } from '../render/ending';
import { fittedTree } from '../render/fit';
import { jobTree } from '../render/job-tree';
import { escapedLine, type Paint } from '../render/paint';
import { print, type Screen } from '../terminal/terminal';
import type { Reporter } from './reporter';

const FRAME_MS = 100;
const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';
const DEFAULT_ROWS = 24;

/** A tree that is redrawn in place, for people at a terminal. */
export class LiveReporter implements Reporter {
  private job?: JobView;
  private remark = '';
  private drawn = 0;
  private readonly frames: NodeJS.Timeout;

  constructor(
    private readonly screen: Screen,
    private readonly paint: Paint,
    private readonly verbose: boolean,
  ) {
    this.frames = setInterval(() => this.draw(), FRAME_MS);
  }

  accepted(): void {
    // The tree appears with the first view of the job.
  }

  event(): void {
    // The tree shows the job, not its history.
  }

  changed(job: JobView): void {
    this.job = job;
    this.remark = '';
    this.draw();
  }

  trouble(message: string): void {
    this.remark = message;
    this.draw();
  }

  ended(job: JobView): void {
    this.close();
    this.job = undefined;
    const tree = jobTree(job, { now: Date.now(), paint: this.paint, verbose: this.verbose });
    this.screen.write(this.erase());
    print(this.screen, [...tree, ...endingLines(job, this.paint)]);
  }

  note(message: string): void {
    print(this.screen, [message]);
  }

  close(): void {
    clearInterval(this.frames);
  }

  private draw(): void {
    if (!this.job) return;
    const rows = (this.screen.rows ?? DEFAULT_ROWS) - 2;
    const options = { now: Date.now(), paint: this.paint, verbose: this.verbose };
    const lines = fittedTree(this.job, options, rows);
    if (this.remark !== '') lines.push(this.paint('odd', this.remark));
    this.screen.write([this.erase(), NO_WRAP, ...lines.map((line) => `${escapedLine(line)}\n`), WRAP].join(''));
    this.drawn = lines.length;
  }

  /** Moves to where the tree began, and clears everything below. */
  private erase(): string {
    return this.drawn === 0 ? '' : `\u001b[${this.drawn}A\u001b[0J`;
  }
}
