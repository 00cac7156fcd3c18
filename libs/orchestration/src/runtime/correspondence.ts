import type { OperatorCommand } from '../core/commands';
import type { Clock } from '../ports/clock.port';
import type { Letter, Mailbox, Reply } from '../ports/mailbox.port';

/** How often somebody who waits for a reply looks for it. */
const LOOK_MS = 50;
/** A letter that nobody has received by then may be for a process that is dead: it is taken back. */
const UNRECEIVED_MS = 2_000;
/** Whoever received it may be waiting for a database that is away. */
const PATIENCE_MS = 10_000;

/** Asks whichever process drives a job to do what somebody wants of it, and does what the others ask of this one. */
export class Correspondence {
  constructor(
    private readonly mailbox: Mailbox,
    private readonly clock: Clock,
  ) {}

  /** `moved`: it was not done, and it makes sense to look again who drives the job. */
  async ask(jobId: string, command: OperatorCommand): Promise<Reply> {
    const letter = await this.mailbox.send(jobId, command);
    const reply = await this.replyWithin(letter, UNRECEIVED_MS);
    if (reply !== null) return reply;
    if (await this.mailbox.withdraw(letter)) return { kind: 'moved' };
    const late = await this.replyWithin(letter, PATIENCE_MS);
    return late ?? { kind: 'unknown', reason: 'the replica that drives it did not say what came of it' };
  }

  /** Takes what others ask for; `act` does it, and they are told what came of it when it has come to that. */
  async answer(act: (letter: Letter) => Promise<Reply>): Promise<void> {
    for (const letter of await this.mailbox.receive()) {
      // Whoever waits for a reply that could not be written is told in time that nobody knows.
      void act(letter)
        .then((reply) => this.mailbox.reply(letter.id, reply))
        .catch(() => undefined);
    }
  }

  private async replyWithin(letterId: string, ms: number): Promise<Reply | null> {
    const until = this.clock.now() + ms;
    for (;;) {
      const reply = await this.mailbox.takeReply(letterId);
      if (reply !== null || this.clock.now() >= until) return reply;
      await this.clock.sleep(LOOK_MS);
    }
  }
}
