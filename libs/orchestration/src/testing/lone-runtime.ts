import { SystemClock } from '../adapters/clock/system-clock';
import { SoleOwner } from '../adapters/ownership/sole-owner';
import type { CommandQueue } from '../ports/command-queue.port';
import type { Executors } from '../ports/executor.port';
import type { Journal } from '../ports/journal.port';
import type { Locator } from '../ports/locator.port';
import type { OrchestratorLog } from '../ports/log.port';
import type { StateClient } from '../ports/state-client.port';
import { createRuntime } from '../runtime/create-runtime';
import type { Orchestrator } from '../runtime/orchestrator';

const SILENT: OrchestratorLog = {
  damaged: () => undefined,
  lost: () => undefined,
  refused: () => undefined,
  kept: () => undefined,
  trouble: () => undefined,
};

/** The runtime without other replicas, over this journal and these executors. */
export function loneRuntime(journal: Partial<Journal>, executors: Executors): Orchestrator {
  const ports = {
    journal: journal as Journal,
    ownership: new SoleOwner(() => Promise.resolve([])),
    rests: { due: () => Promise.resolve([]), nextAfter: () => Promise.resolve(null) },
    queue: {} as CommandQueue,
    states: {} as StateClient,
    executors,
    clock: new SystemClock(),
    log: SILENT,
  };
  return createRuntime(ports, { leaseMs: 1_000, retention: { keepMs: 0, sweepMs: 0 } }).orchestrator;
}

/** A locator that reserves nothing. */
export function locatorBy(locate: Locator['locate']): Locator {
  return {
    locate,
    changed: () => new Promise(() => undefined),
    record: () => undefined,
    release: () => undefined,
    releaseJob: () => undefined,
  };
}
