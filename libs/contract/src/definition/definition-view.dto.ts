import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { DefinitionVersionView } from '../job-view/job-view.dto';
import { LABELS_VIEW } from '../job-view/labels-view';
import type { JsonObject } from '../pure/json';
import type { Labels } from '../pure/labels';

/** One version of a definition. */
export class DefinitionView extends DefinitionVersionView {
  @ApiPropertyOptional()
  description?: string;

  @ApiPropertyOptional(LABELS_VIEW)
  labels?: Labels;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'JSON Schema (2020-12): what a form needs' })
  inputs!: JsonObject;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'The job document, with its `$input`s' })
  job!: JsonObject;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiPropertyOptional({ description: 'Absent where authentication is off', example: 'alice' })
  createdBy?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Since when no version of it can be started' })
  retiredAt?: string;

  @ApiPropertyOptional({ type: [String], description: 'What was accepted, and may fail or lose something later' })
  warnings?: string[];

  @ApiProperty({ example: '/definitions/order/versions/3' })
  href!: string;

  @ApiProperty({ example: 'definition' })
  rel!: string;
}

/** A row of `GET /definitions`: the newest version. */
export class DefinitionSummary extends OmitType(DefinitionView, ['inputs', 'job', 'retiredAt', 'warnings'] as const) {}
