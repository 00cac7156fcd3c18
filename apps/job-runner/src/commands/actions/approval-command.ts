import { Option } from 'nest-commander';
import { ActionCommand } from './action-command';

/** Decides a step that waits for an approval. */
export abstract class ApprovalCommand extends ActionCommand {
  @Option({ flags: '--step <step>', description: 'the step to decide; may be left out only while one waits' })
  step(step: string): string {
    return step;
  }
}
