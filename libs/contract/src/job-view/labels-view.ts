import type { ApiPropertyOptions } from '@nestjs/swagger';

/** The schema of labels in a view. */
export const LABELS_VIEW: ApiPropertyOptions = {
  type: 'object',
  additionalProperties: { type: 'string' },
  description: 'Absent where there are none',
  example: { customer: 'acme' },
};
