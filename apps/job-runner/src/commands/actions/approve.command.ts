import { Command } from 'nest-commander';
import { GateCommand } from './gate-command';

@Command({ name: 'approve', arguments: '[job]', description: 'let a step that waits for approval begin' })
export class ApproveCommand extends GateCommand {
  protected readonly action = 'approve';
}
