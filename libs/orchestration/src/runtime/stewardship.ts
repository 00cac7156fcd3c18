import { ActionRefused } from '../core/decide/action-refused';
import type { Clock } from '../ports/clock.port';
import type { Letter, Reply } from '../ports/mailbox.port';
import { type Ownership, OwnershipLost } from '../ports/ownership.port';
import type { Correspondence } from './correspondence';
import type { OrchestratorLog } from './log';
import type { Orchestrator } from './orchestrator';

/** How often to look for jobs that nobody drives, letters, and news of jobs that others drive. */
const LOOK_MS = 250;
/** A write that went unanswered may land later still. */
const RECOUNT_MS = 15_000;
/** Beats per lease: so many may be missed before a process is taken for dead. */
const BEATS = 6;

/**
 * Keeps this process one of those that share the jobs: says that it lives, takes up what nobody drives, does what is
 * asked of its jobs elsewhere. Where no other process can be, it takes up all open jobs once, before anybody can ask for
 * them.
 */
export class Stewardship {
  private readonly looking = new AbortController();
  private readonly living = new AbortController();
  private loops: Promise<unknown> = Promise.resolve();
  /** When to look for jobs that are this process's without its knowing: their writing went unanswered. */
  private recountAt = 0;
  private failedWrites = 0;

  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly ownership: Ownership,
    private readonly correspondence: Correspondence,
    private readonly leaseMs: number,
    private readonly clock: Clock,
    private readonly log: OrchestratorLog,
  ) {}

  async start(): Promise<void> {
    await this.ownership.join();
    if (!this.ownership.shared) return this.orchestrator.recover();
    this.loops = Promise.all([
      // Taking up thousands of jobs takes longer than others wait for a beat: hence two loops.
      this.repeat(this.leaseMs / BEATS, this.living.signal, () => this.renew()),
      this.repeat(LOOK_MS, this.looking.signal, () => this.look()),
    ]);
  }

  /** Takes up nothing more; the process stays one of the living. */
  retire(): void {
    this.looking.abort();
  }

  /** Gives all jobs to the others. */
  async leave(): Promise<void> {
    this.looking.abort();
    this.living.abort();
    await this.loops;
    await this.ownership.leave().catch((error: unknown) => this.log.trouble(messageOf(error)));
  }

  private async repeat(ms: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    let well = true;
    while (!signal.aborted) {
      try {
        await work();
        well = true;
      } catch (error) {
        if (well) this.log.trouble(messageOf(error));
        well = false;
        this.recountAt = 0;
      }
      await this.clock.sleep(ms, signal);
    }
  }

  private async renew(): Promise<void> {
    try {
      await this.ownership.renew();
    } catch (error) {
      if (!(error instanceof OwnershipLost)) throw error;
      this.log.trouble(error.message);
      this.orchestrator.drop();
      await this.ownership.join();
    }
  }

  private async look(): Promise<void> {
    if (this.clock.now() >= this.recountAt || this.orchestrator.failedWrites > this.failedWrites) await this.recount();
    await this.orchestrator.recover();
    await this.correspondence.answer((letter) => this.act(letter));
    await this.orchestrator.lookElsewhere();
  }

  private async recount(): Promise<void> {
    this.failedWrites = this.orchestrator.failedWrites;
    this.recountAt = this.clock.now() + RECOUNT_MS;
    await this.orchestrator.adopt(await this.ownership.owned());
  }

  private async act({ jobId, command }: Letter): Promise<Reply> {
    try {
      const state = await this.orchestrator.actHere(jobId, command);
      if (state === 'moved') return { kind: 'moved' };
      return state === null ? { kind: 'no-such-job' } : { kind: 'done' };
    } catch (error) {
      return { kind: error instanceof ActionRefused ? 'refused' : 'unknown', reason: messageOf(error) };
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
