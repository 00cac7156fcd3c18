import { durationText } from '../parts/duration';
import { type Bar, type BarKind } from './bar';
import { type Segment } from './segments';

const KINDS: Readonly<Record<BarKind, string>> = {
  execute: 'execute',
  repeat: 'repeat',
  revert: 'revert',
  poll: 'poll',
  read: 'read',
  approval: 'wait for approval',
  wait: 'wait',
  retry: 'wait for the next attempt',
  blocked: 'wait for a service',
  'state-write': 'write into the state document',
  'state-take-back': 'take back from the state document',
};

const OUTCOMES: Readonly<Record<string, string>> = {
  succeeded: 'succeeded',
  unusable: 'done, but the response cannot be used',
  'not-executed': 'not executed',
  unknown: 'outcome unknown',
  'in-progress': 'still in progress',
  refused: 'refused',
  noop: 'there was nothing to undo',
  lost: 'response lost, outcome unknown',
};

export const kindText = ({ kind, settles }: Pick<Bar, 'kind' | 'settles'>): string =>
  settles ? `${KINDS[kind]} to find out the outcome` : KINDS[kind];

export function outcomeText({ look, outcome, status }: Pick<Bar, 'look' | 'outcome' | 'status'>): string {
  if (look === 'running') return 'under way';
  const text = outcome === undefined ? look : (OUTCOMES[outcome] ?? outcome);
  return status === undefined ? text : `${text} (${status})`;
}

/** A bar as a sentence, for those who do not see it and those who hover over it. */
export function wordsOf({ bar, count }: Pick<Segment, 'bar' | 'count'>): string {
  const { attempt, start, end, detail } = bar;
  const parts = [
    count > 1 && `${count} bars, the worst:`,
    kindText(bar),
    attempt !== undefined && attempt > 1 && `attempt ${attempt},`,
    outcomeText(bar),
    end !== undefined && `after ${durationText(end - start)}`,
    detail && `– ${detail}`,
  ];
  return parts.filter(Boolean).join(' ');
}
