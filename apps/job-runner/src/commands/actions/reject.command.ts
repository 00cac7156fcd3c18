import { Command } from 'nest-commander';
import { ApprovalCommand } from './approval-command';

@Command({
  name: 'reject',
  arguments: '[job]',
  description: 'refuse a step that waits for approval: the job is undone',
})
export class RejectCommand extends ApprovalCommand {
  protected readonly action = 'reject';
}
