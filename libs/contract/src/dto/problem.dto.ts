import { errorCodes, type ErrorCode } from '../errors/error-codes';
import { NestedList, OneOf, Text, WholeNumber } from '../validation/fields';
import { FieldFaultDto } from './field-fault.dto';

/** The body of every error response (RFC 9457), `application/problem+json`. */
export class Problem {
  @Text({ required: true, description: 'Address of a page about this kind of error' })
  type!: string;

  @Text({ required: true })
  title!: string;

  @WholeNumber({ required: true, min: 400, max: 599, example: 422 })
  status!: number;

  @Text({ description: 'What went wrong this time' })
  detail?: string;

  @Text({ description: 'The path that was asked for' })
  instance?: string;

  @OneOf(errorCodes, { required: true, description: 'The stable name of this kind of error' })
  code!: ErrorCode;

  @NestedList(() => FieldFaultDto, { description: 'Every fault of an invalid input' })
  errors?: FieldFaultDto[];

  @Text({ description: 'The same as `detail`, for older clients' })
  error?: string;
}
