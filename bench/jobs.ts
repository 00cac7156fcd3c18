/** The reference job: three steps of two parallel tasks, messages and responses of about 200 bytes. */
export const STEPS = 3;
export const TASKS_PER_STEP = 2;
export const TASKS = STEPS * TASKS_PER_STEP;
/** When the last task fails: six calls, and five to undo those that had worked. */
export const CALLS_OF_FAILING = 2 * TASKS - 1;

/** What a task sends, and a service responses. */
export const MESSAGE = { command: 'book', resource: 'seat', payload: { note: 'n'.repeat(145) } };
export const RESULT = JSON.stringify({ result: { id: 'seat-1', note: 'n'.repeat(165) } });

/** Under these names the target is registered; the second refuses every call. */
export const SERVICE = 'bench-target';
export const REFUSING_SERVICE = 'bench-target-refusing';
/** So begin the names of hostile ones. */
export const NEIGHBOUR = 'bench-neighbour';

export type Variant = 'stateless' | 'state' | 'failing';

export function referenceJob(variant: Variant): object {
  const steps = Array.from({ length: STEPS }, (_, step) => ({
    tasks: Array.from({ length: TASKS_PER_STEP }, (_, task) => taskOf(variant, step, task)),
  }));
  return { name: 'reference', ...(variant === 'state' && { initialState: { note: MESSAGE.payload.note } }), steps };
}

/** One call of a misbehaving service; both the call and its undo are given up soon. */
export function neighbourJob(serviceName: string): object {
  const once = { maxAttempts: 1 };
  const task = { serviceName, input: MESSAGE, retry: once, undoRetry: once, timeoutMs: 1_000, bindTimeoutMs: 1_000 };
  return { name: 'neighbour', steps: [{ tasks: [task] }] };
}

function taskOf(variant: Variant, step: number, task: number): object {
  if (variant === 'state') {
    const input = { ...MESSAGE, payload: { note: { $fromState: '/note' } } };
    return { serviceName: SERVICE, input, storeResultAt: `/results/${step}-${task}` };
  }
  const refused = variant === 'failing' && step === STEPS - 1 && task === TASKS_PER_STEP - 1;
  return { serviceName: refused ? REFUSING_SERVICE : SERVICE, input: MESSAGE };
}
