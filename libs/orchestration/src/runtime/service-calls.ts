import type { Command } from '../core/commands';
import type { Bind, Call } from '../core/effects';
import type { Clock } from '../ports/clock.port';
import type { Invoker } from '../ports/invoker.port';
import type { Found, Located, Locator } from '../ports/locator.port';
import type { Circuits } from './circuits';
import type { JobContext } from './executor';
import type { InstanceLoad } from './instance-load';

/** Finding a service and calling it: the same forward and back. */
export class ServiceCalls {
  constructor(
    private readonly locator: Locator,
    private readonly invoker: Invoker,
    private readonly load: InstanceLoad,
    private readonly circuits: Circuits,
    private readonly clock: Clock,
  ) {}

  bind(effect: Bind, job: JobContext): Promise<Command> | Command {
    const located = this.look(effect, job);
    if (located instanceof Promise || !('target' in located)) return this.search(effect, job, located);
    return found(effect, located);
  }

  private async search(effect: Bind, job: JobContext, first: Promise<Located> | Located): Promise<Command> {
    const { unit, undo, deadline } = effect;
    for (let located = await first; ; located = await this.look(effect, job)) {
      if ('target' in located) return found(effect, located);
      if (deadline === null || job.now() >= deadline || job.signal.aborted) {
        return { type: 'not-bound', ...unit, undo, message: located.reason };
      }
      job.tell({ type: 'blocked', ...unit, undo, reason: located.reason });
      const again = (located.again ?? Infinity) - this.clock.now();
      await this.changeOr(Math.min(deadline - job.now(), again), job.signal);
    }
  }

  private look(effect: Bind, { jobId }: JobContext): Promise<Located> | Located {
    return this.locator.locate(effect, (registryId) => {
      this.load.take(jobId, keyOf(effect), registryId);
      if (effect.same === null) this.circuits.chosen(registryId);
    });
  }

  async call(effect: Call, job: JobContext): Promise<Command> {
    const { unit, undo, attempt, requestId } = effect;
    try {
      const answer = await this.invoker.send(job.state, effect, () => job.mayCall());
      this.circuits.heard(effect.target.registryId, answer);
      return { type: 'answered', ...unit, requestId, undo, attempt, answer };
    } finally {
      this.load.release(job.jobId, keyOf(effect));
    }
  }

  private async changeOr(ms: number, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    await Promise.race([this.locator.changed(either), this.clock.sleep(ms, either)]);
    over.abort();
  }
}

function found({ unit, undo }: Bind, { target }: Found): Command {
  return { type: 'bound', ...unit, undo, target };
}

function keyOf({ unit, undo }: Bind | Call): string {
  return `${unit.step}/${unit.task}/${unit.unit}/${undo ? 'undo' : 'forward'}`;
}
