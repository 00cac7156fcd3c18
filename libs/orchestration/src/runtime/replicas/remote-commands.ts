import type { OperatorCommand } from '../../core/model/commands';
import type { Clock } from '../../ports/clock.port';
import type { CommandQueue, RemoteCommand, RemoteReply } from '../../ports/command-queue.port';

/** How often to look for a reply. */
const POLL_MS = 50;
/** A command that no replica has received by then may be addressed to a dead one: it is withdrawn. */
const UNRECEIVED_MS = 2_000;
/** The replica that received it may be waiting for the database. */
const REPLY_LIMIT_MS = 10_000;

/** Sends commands to the replica that drives a job, and executes those that other replicas send to this one. */
export class RemoteCommands {
  constructor(
    private readonly queue: CommandQueue,
    private readonly clock: Clock,
  ) {}

  /** The reply `moved` says that it was not done, and that another replica may drive the job by now. */
  async send(jobId: string, command: OperatorCommand): Promise<RemoteReply> {
    const id = await this.queue.send(jobId, command);
    const reply = await this.replyWithin(id, UNRECEIVED_MS);
    if (reply !== null) return reply;
    if (await this.queue.withdraw(id)) return { kind: 'moved' };
    const late = await this.replyWithin(id, REPLY_LIMIT_MS);
    return late ?? { kind: 'unknown', reason: 'the replica that drives it did not reply in time' };
  }

  async executeReceived(execute: (command: RemoteCommand) => Promise<RemoteReply>): Promise<void> {
    for (const command of await this.queue.receive()) {
      // If the reply cannot be written, the sender times out with `unknown`.
      void execute(command)
        .then((reply) => this.queue.reply(command.id, reply))
        .catch(() => undefined);
    }
  }

  private async replyWithin(id: string, ms: number): Promise<RemoteReply | null> {
    const until = this.clock.now() + ms;
    for (;;) {
      const reply = await this.queue.takeReply(id);
      if (reply !== null || this.clock.now() >= until) return reply;
      await this.clock.sleep(POLL_MS);
    }
  }
}
