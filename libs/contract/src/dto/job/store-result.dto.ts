import { JsonPointer, Text, WholeNumberList } from '../../validation/fields';

/** Where a task's answer, or a part of it, goes in the state document. */
export class StoreResult {
  @JsonPointer({ required: true, example: '/results/todo' })
  targetPath!: string;

  @Text({ description: 'A path into the answer: of slashes, or of dots', example: '/data/id' })
  sourcePath?: string;

  @WholeNumberList({ min: 100, max: 599, description: 'Only an answer with one of these statuses is written' })
  onlyOnStatus?: number[];
}

/** A pointer, one rule, or several. */
export type StoreResultAt = string | StoreResult | StoreResult[];
