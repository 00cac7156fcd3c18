import { Command } from 'nest-commander';
import { GateCommand } from './gate-command';

@Command({
  name: 'reject',
  arguments: '[job]',
  description: 'refuse a step that waits for approval: the job is undone',
})
export class RejectCommand extends GateCommand {
  protected readonly action = 'reject';
}
