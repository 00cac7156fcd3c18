import type { OperatorCommand } from '../../libs/orchestration/src/core/model/commands';
import type { JobState } from '../../libs/orchestration/src/core/model/state';
import { failuresToDecide, waitToDecide } from '../../libs/orchestration/src/core/queries/reactions';
import { addressOf } from '../../libs/orchestration/src/core/queries/units';
import { openEffects } from '../../libs/orchestration/src/core/undo/open-effects';
import type { Afterthought } from './scenario';
import type { Tape } from './tape';

export const BY = { by: 'operator', reason: 'because' };

/** What an operator wants once the job has come to rest. */
export function commandFor({ type, step }: Afterthought, state: JobState): OperatorCommand {
  const name = step === null ? null : `step-${(step % state.steps.length) + 1}`;
  switch (type) {
    case 'revert':
      return { type, to: name, ...BY };
    case 'rerun':
      return { type, from: name, ...BY };
    case 'continue':
      return { type, skip: [], ...BY };
    case 'skip':
      return {
        type: 'continue',
        skip: openEffects(state)
          .slice(0, 1)
          .map(({ task }) => task),
        ...BY,
      };
  }
}

/** An operator of a paused job: tries again, skips or cancels; and does not try again for ever. */
export class PausedOperator {
  private patience = 3;

  constructor(private readonly tape: Tape) {}

  decide(state: JobState): OperatorCommand {
    const wait = waitToDecide(state);
    const failed = wait === null ? failuresToDecide(state).map(addressOf) : [wait.name];
    if (failed.length === 0) return this.goOn([]);
    const choice = this.tape.below(4);
    this.patience -= 1;
    if (choice === 3) return { type: 'cancel', ...BY };
    if (this.patience <= 0 || choice === 2) return this.goOn(failed);
    return this.goOn(choice === 0 ? [] : failed.slice(0, 1));
  }

  private goOn(skip: readonly string[]): OperatorCommand {
    return { type: 'continue', skip, ...BY };
  }
}
