import { Command } from 'nest-commander';
import { ApprovalCommand } from './approval-command';

@Command({ name: 'approve', arguments: '[job]', description: 'let a step that waits for approval begin' })
export class ApproveCommand extends ApprovalCommand {
  protected readonly action = 'approve';
}
