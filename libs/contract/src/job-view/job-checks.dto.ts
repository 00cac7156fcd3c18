import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FieldFaultDto } from '../dto/field-fault.dto';
import { STEP_MODES, type StepMode } from '../dto/job/step.dto';
import { type Action, ACTIONS, REVERSIBILITIES } from '../pure/forms';
import { ChosenServiceView } from './task-view.dto';

const PLANNED_REVERSIBILITIES = [...REVERSIBILITIES, 'unknown'] as const;
export type PlannedReversibility = (typeof PLANNED_REVERSIBILITIES)[number];

/** The response to `POST /jobs/validate`. */
export class JobValidationView {
  @ApiProperty()
  valid!: boolean;

  @ApiProperty({ type: [FieldFaultDto] })
  errors!: FieldFaultDto[];

  @ApiProperty({ type: [String] })
  warnings!: string[];
}

/** A term of a task, and what the service calls it. Members of members are separated by dots; `[]` is a list. */
export class MappedTermView {
  @ApiProperty({ example: 'guest.name' })
  term!: string;

  @ApiProperty({ example: 'guestName' })
  field!: string;
}

/** How the terms of a task with `does` become the message of the service. */
export class TranslationView {
  @ApiProperty({ description: 'The transition of the service', example: 'https://hotel.example/alps#book' })
  transition!: string;

  @ApiProperty({ description: 'Digest of what its profile means' })
  digest!: string;

  @ApiPropertyOptional({ description: 'Absent where it takes plain input', example: 'book' })
  command?: string;

  @ApiProperty({ type: [MappedTermView] })
  terms!: MappedTermView[];
}

/** One call that a task may make: its own, or that of an alternative. */
export class PlannedCallView {
  @ApiPropertyOptional({
    description: 'The service that would be called now; absent when no instance offers the task',
    type: ChosenServiceView,
  })
  service?: ChosenServiceView;

  @ApiPropertyOptional({ description: 'Of a task with `does`', type: TranslationView })
  translation?: TranslationView;

  @ApiPropertyOptional({ description: 'The definition of the inner job that it would start', example: 'order' })
  definition?: string;

  @ApiPropertyOptional({
    enum: PLANNED_REVERSIBILITIES,
    description: 'As the service declares it; unknown: it does not',
  })
  reversible?: PlannedReversibility;

  @ApiPropertyOptional({
    description: 'In words, what would be done if the outcome of the call stayed unknown, and why',
    example:
      'cannot be settled: mailer keeps no request ids, so its repeat might respond for another call; it would be undone',
  })
  ifUnknown?: string;

  @ApiPropertyOptional({
    description: 'In words, what undoing it would do, and on whose word',
    example: 'reversible: todo-service declares that revert leaves nothing of it',
  })
  ifUndone?: string;
}

export class PlannedTaskView extends PlannedCallView {
  @ApiProperty({ example: 'reserve/todo' })
  address!: string;

  @ApiProperty({ enum: ACTIONS, example: 'execute' })
  action!: Action;

  @ApiPropertyOptional({ description: 'Why it would not run' })
  skippedBecause?: string;

  @ApiPropertyOptional({
    description: 'What follows when it has failed for good, and no alternative is left; absent: the job is undone',
    enum: ['pause', 'continue'],
  })
  onFailure?: 'pause' | 'continue';

  @ApiPropertyOptional({ description: 'What would be called where it fails, in this order', type: [PlannedCallView] })
  alternatives?: PlannedCallView[];

  @ApiPropertyOptional({
    enum: PLANNED_REVERSIBILITIES,
    description: 'The least reversible of the task and its alternatives; absent without alternatives',
    example: 'none',
  })
  reversibleAtWorst?: PlannedReversibility;
}

export class PlannedStepView {
  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: STEP_MODES, example: 'parallel' })
  mode!: StepMode;

  @ApiPropertyOptional({
    description: 'In words, what the step waits for instead of calling services',
    example: 'the signal "payment-received", for up to 86400 s',
  })
  waitsFor?: string;

  @ApiProperty({ type: [PlannedTaskView] })
  tasks!: PlannedTaskView[];
}

/** The response to `POST /jobs/plan`: what would happen now. Nothing is called. */
export class JobPlanView {
  @ApiProperty({ type: [PlannedStepView] })
  steps!: PlannedStepView[];

  @ApiPropertyOptional({ description: 'How many more tasks the plan leaves out; absent when it lists all' })
  tasksLeftOut?: number;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'The last step up to which everything can be undone; null when the first cannot',
  })
  undoableUpTo?: string | null;

  @ApiProperty({ type: [String] })
  warnings!: string[];
}
