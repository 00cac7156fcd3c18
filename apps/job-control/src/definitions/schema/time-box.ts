import { createContext, Script } from 'node:vm';

const context = createContext({ work: null }) as { work: (() => unknown) | null };
const script = new Script('work()');

/**
 * Runs what others wrote, such as a regular expression or a schema that refers to itself, for so many milliseconds at
 * most: V8 then ends it wherever it is, inside a regular expression too.
 * @throws TimeLimitExceeded
 */
export function inTimeBox<T>(limitMs: number, work: () => T): T {
  context.work = work;
  try {
    return script.runInContext(context, { timeout: limitMs }) as T;
  } catch (error) {
    throw isTimeout(error) ? new TimeLimitExceeded(limitMs) : error;
  } finally {
    context.work = null;
  }
}

export class TimeLimitExceeded extends Error {
  constructor(limitMs: number) {
    super(`it took longer than ${limitMs} ms`);
  }
}

function isTimeout(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
