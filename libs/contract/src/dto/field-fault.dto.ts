import type { FieldFault } from '../errors/field-fault';
import { Text } from '../validation/fields';

export class FieldFaultDto implements FieldFault {
  @Text({ required: true, description: 'JSON pointer (RFC 6901) into the input', example: '/steps/0/mode' })
  pointer!: string;

  @Text({ required: true, example: 'expected one of execute, repeat, revert, parallel, sequential' })
  message!: string;
}
