import { Text, TextList } from '#contract';

export class ActionDto {
  @Text({ description: 'Who asks', example: 'ops' })
  by?: string;

  @Text({ description: 'Why; kept in the job’s record', example: 'the customer called' })
  reason?: string;
}

export class GateDto extends ActionDto {
  @Text({ description: 'The step that is meant; may be left out only while one waits', example: 'pay' })
  step?: string;
}

export class ContinueDto extends ActionDto {
  @TextList({
    description:
      'Open effects to write off, as the job’s openEffects name them; or tasks that failed, to go on without them, as its pausedBecause does',
    example: ['pay/charge'],
  })
  skip?: string[];
}

export class RerunDto extends ActionDto {
  @Text({ description: 'The step to start again from; the first when absent', example: 'pay' })
  from?: string;
}

export class RevertDto extends ActionDto {
  @Text({ description: 'The last step to undo, going backwards; all when absent', example: 'pay' })
  to?: string;
}
