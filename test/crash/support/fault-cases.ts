import { FaultProxy } from '../../support/fault-proxy';
import { FAULTS, type NamedFault, type Proof, RESET } from '../../support/faults';
import { ask } from '../../support/http';
import { OlderLedger } from '../../support/ledger';
import { Platform } from '../../support/platform';
import { until } from '../../support/until';

interface Expected {
  readonly status: 'completed' | 'failed';
  /** How often the effect is there in the end. */
  readonly net: 0 | 1;
}

const DONE: Expected = { status: 'completed', net: 1 };
const UNDONE: Expected = { status: 'failed', net: 0 };
const ALL_DONE: Record<Proof, Expected> = { unknown: DONE, unusable: DONE, fine: DONE };

/** What the saga rules make of a fault, by the call that it meets. */
const PHASES: Record<string, Record<Proof, Expected>> = {
  // Unknown is settled by /repeat; done but unusable is undone.
  execute: { unknown: DONE, unusable: UNDONE, fine: DONE },
  // A repeat without a ledger may bring the response of another call: nothing is settled, and the task is undone.
  'execute of an older service': { unknown: UNDONE, unusable: UNDONE, fine: DONE },
  // The repeat that was to settle is itself without a response, and the budget spent: undone.
  repeat: { unknown: UNDONE, unusable: UNDONE, fine: DONE },
  // Any 2xx acknowledges a revert; one without a response is sent again.
  revert: { unknown: UNDONE, unusable: UNDONE, fine: UNDONE },
  // Forms that cannot be had, or used, are taken to promise the contract.
  forms: ALL_DONE,
  // One missed ping changes no health.
  ping: ALL_DONE,
  // Whatever becomes of a call to shared-state, it is made again, and done once.
  'POST of a state document': ALL_DONE,
  'GET of a state document': ALL_DONE,
  'PATCH of a state document': ALL_DONE,
};
const ofState = (phase: string) => phase.endsWith(' of a state document');

export interface FaultCase {
  readonly name: string;
  readonly phase: string;
  readonly fault: NamedFault;
  readonly expected: Expected;
}

export const FAULT_CASES: readonly FaultCase[] = Object.entries(PHASES).flatMap(([phase, outcomes]) =>
  FAULTS.map((fault) => ({
    name: `${phase}: ${fault.name}`,
    phase,
    fault,
    // A shared-state that sends writers elsewhere has refused the write.
    expected: /^(POST|PATCH)/.test(phase) && fault.name.startsWith('a redirect') ? UNDONE : outcomes[fault.proof],
  })),
);

/** A platform whose shared-state is behind a proxy, too. */
export class FaultyWorld {
  private constructor(
    private readonly platform: Platform,
    private readonly stateProxy: FaultProxy,
  ) {}

  static async start(): Promise<FaultyWorld> {
    const stateProxy = await FaultProxy.start();
    const platform = await Platform.start({
      SHARED_STATE_URL: stateProxy.url,
      LOAD_SHED_DELAY_MS: '0',
      DISCOVERY_PING_INTERVAL_MS: '200',
      DISCOVERY_PING_TIMEOUT_MS: '500',
      OUTBOUND_HEADERS_TIMEOUT_MS: '1000',
      JOB_STATE_TIMEOUT_MS: '60000',
    });
    stateProxy.target = platform.url('shared-state');
    return new FaultyWorld(platform, stateProxy);
  }

  async stop(): Promise<void> {
    await this.platform.stop();
    await this.stateProxy.stop();
  }

  /** Runs a job that meets the fault, and says what became of it. */
  async play({ phase, fault }: FaultCase): Promise<object> {
    const proxy = await FaultProxy.start();
    try {
      const ledger = phase.includes('older') ? { ledger: new OlderLedger() } : {};
      const service = await this.platform.service({ registration: { url: proxy.url }, ...ledger });
      proxy.target = service.url;
      const [call = ''] = phase.split(' ');
      if (call === 'repeat') proxy.plan('execute', RESET);
      (ofState(phase) ? this.stateProxy : proxy).plan(call, fault);
      if (call === 'ping') await until(() => proxy.isSpent, { what: 'the ping' });
      if (call === 'revert')
        service.behave = ({ body, verb }) => (body.key === 'x' && verb === 'execute' ? { status: 400 } : undefined);
      const job = await this.platform.jobs.run(jobFor(phase, service.tag));
      const stored = ofState(phase) && job.status === 'completed' ? await this.storedBy(job.id) : 1;
      const doubled = [...service.ledger.doubled, ...(stored === 1 ? [] : [`stored ${stored} times`])];
      return { status: job.status, net: service.ledger.net('k'), doubled, openEffects: job.openEffects };
    } finally {
      await proxy.stop();
    }
  }

  /** Asks shared-state itself, past the proxy. */
  private async storedBy(jobId: string): Promise<number> {
    const { body } = await ask<{ list: unknown[] }>(`${this.platform.url('shared-state')}/state/${jobId}`);
    return body.list.length;
  }
}

/** One task, whose effect has the key `k`; where a revert is to meet the fault, another one that fails. */
function jobFor(phase: string, tag: string): object {
  const policies = { retry: { maxAttempts: 2 }, undoRetry: { maxAttempts: 3 }, timeoutMs: 1_000 };
  const task = { tag, input: { key: 'k' }, ...policies };
  if (phase === 'revert')
    return { name: 'fails', steps: [{ tasks: [task] }, { tasks: [{ ...task, input: { key: 'x' } }] }] };
  if (!ofState(phase)) return { steps: [{ tasks: [task] }] };
  const stateful = { ...task, input: { key: { $fromState: '/key' } }, storeResultAt: '/list/-' };
  return { initialState: { key: 'k', list: [] }, steps: [{ tasks: [stateful] }] };
}
