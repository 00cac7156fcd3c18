import { AnyList, OneOf, Text } from '../validation/fields';

const FIELD_TYPES = ['string', 'number', 'boolean', 'object', 'array'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** One field of a resource. */
export class FieldDto {
  @OneOf(FIELD_TYPES, { required: true })
  type!: FieldType;

  @AnyList()
  enum?: unknown[];

  @Text()
  format?: string;

  @Text()
  description?: string;
}
