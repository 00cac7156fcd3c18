import { Option } from 'nest-commander';
import { ActionCommand } from './action-command';

/** Answers a step that waits for an approval. */
export abstract class GateCommand extends ActionCommand {
  @Option({ flags: '--step <step>', description: 'the step that is answered; may be left out only while one waits' })
  step(step: string): string {
    return step;
  }
}
