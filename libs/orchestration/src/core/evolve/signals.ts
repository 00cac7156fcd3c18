import { type JournalEvent, type SignalReceived } from '../model/events';
import { type ReceivedSignal } from '../model/state';

type Taken = Extract<JournalEvent, { type: 'step-signalled' }>;

/** `seq` is the number of the event. */
export function withSignal(
  signals: readonly ReceivedSignal[],
  { name, by, requestKey, fingerprint, body }: SignalReceived,
  at: number,
  seq: number,
): readonly ReceivedSignal[] {
  const key = { requestKey: requestKey ?? null, fingerprint: fingerprint ?? null };
  return [...signals, { seq, name, at, by, ...key, taken: false, body }];
}

/** What was taken is kept by the step that took it; its key is still known. */
export function withoutTaken(signals: readonly ReceivedSignal[], { signal: seq }: Taken): readonly ReceivedSignal[] {
  return signals.map((signal) => (signal.seq === seq ? { ...signal, taken: true, body: null } : signal));
}
