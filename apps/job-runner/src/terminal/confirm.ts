import { UsageError } from '../failure/usage-error';
import type { Terminal } from './terminal';

/**
 * Asks before something that is hard to take back.
 * @throws UsageError where there is no terminal to ask; `--yes` says it beforehand
 */
export async function confirm(terminal: Terminal, question: string): Promise<boolean> {
  if (!terminal.isInteractive) throw new UsageError(`${question}? Say so with --yes: there is no terminal to ask`);
  return /^y(es)?$/i.test((await terminal.ask(question, 'no')).trim());
}
