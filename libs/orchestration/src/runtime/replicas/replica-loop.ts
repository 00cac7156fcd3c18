import { ActionRefused } from '../../core/decide/action-refused';
import type { Clock } from '../../ports/clock.port';
import type { RemoteCommand, RemoteReply } from '../../ports/command-queue.port';
import type { OrchestratorLog } from '../../ports/log.port';
import { type Ownership, OwnershipLost } from '../../ports/ownership.port';
import type { OpenJobs } from '../driving/open-jobs';
import type { JournalTail } from '../journal/journal-tail';
import type { JournalWriter } from '../journal/journal-writer';
import type { OperatorActions } from './operator-actions';
import type { RemoteCommands } from './remote-commands';

/** How often to look for jobs without an owner, remote commands, and events of jobs that others drive. */
const POLL_MS = 250;
/** A write that timed out may reach the disk later still. */
const RECOUNT_MS = 15_000;
/** Heartbeats per lease: after as many missed ones a replica counts as dead. */
const HEARTBEATS = 6;

interface Parts {
  readonly jobs: OpenJobs;
  readonly writer: JournalWriter;
  readonly tail: JournalTail;
  readonly actions: OperatorActions;
  readonly remote: RemoteCommands;
  readonly ownership: Ownership;
  readonly log: OrchestratorLog;
}

/**
 * Keeps this process a member of the replicas that share the jobs: renews its lease, adopts jobs without an owner, and
 * executes remote commands. Without other replicas it adopts all open jobs once, before the first request.
 */
export class ReplicaLoop {
  private readonly polling = new AbortController();
  private readonly member = new AbortController();
  private loops: Promise<unknown> = Promise.resolve();
  /** When to look for jobs that this process owns without knowing: the response to a write was lost. */
  private recountAt = 0;
  private failedWrites = 0;

  constructor(
    private readonly parts: Parts,
    private readonly leaseMs: number,
    private readonly clock: Clock,
  ) {}

  async start(): Promise<void> {
    const { ownership } = this.parts;
    await ownership.join();
    if (!ownership.shared) return this.adoptAll();
    this.loops = Promise.all([
      // Two loops: adopting thousands of jobs takes longer than a lease.
      this.repeat(this.leaseMs / HEARTBEATS, this.member.signal, () => this.renew()),
      this.repeat(POLL_MS, this.polling.signal, () => this.poll()),
    ]);
  }

  /** Adopts nothing more, and keeps its lease. */
  drain(): void {
    this.polling.abort();
  }

  /** Gives all jobs to the other replicas. */
  async leave(): Promise<void> {
    this.polling.abort();
    this.member.abort();
    await this.loops;
    const { ownership, log } = this.parts;
    await ownership.leave().catch((error: unknown) => log.trouble(messageOf(error)));
  }

  private async repeat(ms: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    let healthy = true;
    while (!signal.aborted) {
      try {
        await work();
        healthy = true;
      } catch (error) {
        if (healthy) this.parts.log.trouble(messageOf(error));
        healthy = false;
        this.recountAt = 0;
      }
      await this.clock.sleep(ms, signal);
    }
  }

  private async renew(): Promise<void> {
    const { ownership, jobs, log } = this.parts;
    try {
      await ownership.renew();
    } catch (error) {
      if (!(error instanceof OwnershipLost)) throw error;
      log.trouble(error.message);
      jobs.abandonAll();
      await ownership.join();
    }
  }

  private async poll(): Promise<void> {
    const { writer, remote, tail } = this.parts;
    if (this.clock.now() >= this.recountAt || writer.failures > this.failedWrites) await this.recount();
    await this.adoptUnowned();
    await remote.executeReceived((command) => this.execute(command));
    await tail.poll();
  }

  private async adoptUnowned(): Promise<void> {
    const { jobs, ownership } = this.parts;
    const { active, resting } = await ownership.claim(this.clock.now());
    await jobs.adopt(active);
    if (resting > 0) void jobs.wakeDue();
  }

  /** Those that are due are not awaited: there may be many, and requests come meanwhile. */
  private async adoptAll(): Promise<void> {
    await this.adoptUnowned();
    void this.parts.jobs.wakeDue();
  }

  private async recount(): Promise<void> {
    const { jobs, ownership, writer } = this.parts;
    this.failedWrites = writer.failures;
    this.recountAt = this.clock.now() + RECOUNT_MS;
    await jobs.adopt(await ownership.owned(this.clock.now()));
    void jobs.wakeDue();
  }

  private async execute({ jobId, command }: RemoteCommand): Promise<RemoteReply> {
    try {
      const state = await this.parts.actions.actHere(jobId, command);
      if (state === 'moved') return { kind: 'moved' };
      return state === null ? { kind: 'no-such-job' } : { kind: 'done' };
    } catch (error) {
      const reason = messageOf(error);
      return error instanceof ActionRefused
        ? { kind: 'refused', reason, code: error.code }
        : { kind: 'unknown', reason };
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
