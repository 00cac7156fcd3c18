import { JsonPointer, Text, WholeNumberList } from '../../validation/fields';

/** Where a task's response, or a part of it, is stored in the state document. */
export class StoreResult {
  @JsonPointer({ required: true, example: '/results/todo' })
  targetPath!: string;

  @Text({ description: 'A path into the response, separated by slashes or by dots', example: '/data/id' })
  sourcePath?: string;

  @WholeNumberList({ min: 100, max: 599, description: 'Only a response with one of these statuses is stored' })
  onlyOnStatus?: number[];
}

/** A pointer, one rule, or several. */
export type StoreResultAt = string | StoreResult | StoreResult[];
