import { FaultProxy } from '../../support/fault-proxy';
import { FAULTS, type NamedFault, type Proof, RESET } from '../../support/faults';
import { OlderLedger } from '../../support/ledger';
import type { Platform } from '../../support/platform';

interface Expected {
  readonly status: 'completed' | 'failed';
  /** How often the effect is there in the end. */
  readonly net: 0 | 1;
}

const DONE: Expected = { status: 'completed', net: 1 };
const UNDONE: Expected = { status: 'failed', net: 0 };

/** What the saga rules make of a fault, by the call that it meets. */
const PHASES: Record<string, Record<Proof, Expected>> = {
  // Unknown is settled by /repeat; done but unusable is undone.
  execute: { unknown: DONE, unusable: UNDONE, fine: DONE },
  'execute of an older service': { unknown: DONE, unusable: UNDONE, fine: DONE },
  // The repeat that was to settle is itself without an answer, and the budget spent: undone.
  repeat: { unknown: UNDONE, unusable: UNDONE, fine: DONE },
  // Any 2xx acknowledges a revert; one without an answer is sent again.
  revert: { unknown: UNDONE, unusable: UNDONE, fine: UNDONE },
  // Forms that cannot be had, or used, are taken to promise the contract.
  forms: { unknown: DONE, unusable: DONE, fine: DONE },
};

export interface FaultCase {
  readonly name: string;
  readonly phase: string;
  readonly fault: NamedFault;
  readonly expected: Expected;
}

export const FAULT_CASES: readonly FaultCase[] = Object.entries(PHASES).flatMap(([phase, outcomes]) =>
  FAULTS.map((fault) => ({ name: `${phase}: ${fault.name}`, phase, fault, expected: outcomes[fault.proof] })),
);

/** Runs a job whose service is broken in one way, and says what became of it. */
export async function play(platform: Platform, { phase, fault }: FaultCase): Promise<object> {
  const proxy = await FaultProxy.start();
  try {
    const ledger = phase.includes('older') ? { ledger: new OlderLedger() } : {};
    const service = await platform.service({ registration: { url: proxy.url }, ...ledger });
    proxy.target = service.url;
    if (phase === 'repeat') proxy.plan('execute', RESET).plan('repeat', fault);
    else proxy.plan(phase.split(' ')[0]!, fault);
    const policies = { retry: { maxAttempts: 2 }, undoRetry: { maxAttempts: 3 }, timeoutMs: 1_000 };
    const task = { tag: service.tag, input: { key: 'k' }, ...policies };
    const failing = { name: 'fails', steps: [{ tasks: [task] }, { tasks: [{ ...task, input: { key: 'x' } }] }] };
    if (phase === 'revert')
      service.behave = ({ body, verb }) => (body.key === 'x' && verb === 'execute' ? { status: 400 } : undefined);
    const job = await platform.jobs.run(phase === 'revert' ? failing : { steps: [{ tasks: [task] }] });
    const { net, doubled } = { net: service.ledger.net('k'), doubled: [...service.ledger.doubled] };
    return { status: job.status, net, doubled, openEffects: job.openEffects };
  } finally {
    await proxy.stop();
  }
}
