import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { ANY_JSON, CommandMessageDto } from '#contract';
import { ApiIdempotencyKey, ApiProblems } from '#platform';

/** The OpenAPI description of /execute, /repeat and /revert, wherever they are served. */

export class ResultView {
  @ApiProperty({ description: 'What the command came to', ...ANY_JSON })
  result!: unknown;
}

export class RevertedView {
  @ApiProperty({ enum: ['reverted', 'noop'], description: 'noop: there was nothing to undo' })
  status!: 'reverted' | 'noop';
}

export const CALL_BODY = {
  required: true,
  schema: {
    anyOf: [
      { $ref: getSchemaPath(CommandMessageDto) },
      { type: 'object', additionalProperties: true, description: 'A plain input' },
    ],
  },
  examples: {
    create: {
      value: { command: 'create', resource: 'todo', id: 't1', payload: { title: 'Buy milk' } },
    },
    plain: { summary: 'A plain input', value: { requestId: 'j1/1/order/todo', title: 'Buy milk' } },
  },
};

/** The parameters of a call, and its problems. */
export function ApiCall(): MethodDecorator {
  const text = { type: 'string' };
  return applyDecorators(
    ApiIdempotencyKey('The request id: the same for every attempt, repeat and revert of one call'),
    ApiHeader({ name: 'request-id', required: false, schema: text, description: 'The same as Idempotency-Key' }),
    ApiHeader({ name: 'correlation-id', required: false, schema: text, description: 'The job it is called for' }),
    ApiProblems({ 404: 'No such record', 422: 'The command, or what it was given, is not what is offered' }),
  );
}
