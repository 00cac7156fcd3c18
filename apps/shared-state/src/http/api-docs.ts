import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiPreconditionFailedResponse,
  ApiQuery,
  ApiResponse,
  ApiUnprocessableEntityResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { StatePatchOp } from '#contract';
import { JsonPatchOp } from './json-patch.dto';
import { PATCH_TYPES } from './read-patch';
import { CreatedView, ItemView, MetaView, WrittenView } from './views';

/** What the OpenAPI document says of each call, kept apart so that the controllers show what the calls do. */

const ANY_OBJECT = { type: 'object', additionalProperties: true } as const;
const ETAG = { ETag: { description: 'Changes with every write', schema: { type: 'string' } } } as const;

const id = ApiParam({ name: 'id', description: '1 to 128 of A-Z a-z 0-9 . _ ~ -', example: 'order-7' });
const idempotencyKey = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description: 'A write is applied once per key: when it is sent again, the answer shows the document as it is',
});

const write = applyDecorators(
  ApiHeader({ name: 'If-Match', required: false, description: 'Entity tags, or * for any document at all' }),
  idempotencyKey,
  ApiPreconditionFailedResponse({ description: 'The document is not the one that was meant' }),
);

export const describeCreate = applyDecorators(
  ApiOperation({ summary: 'Make a document' }),
  idempotencyKey,
  ApiBody({
    description: 'The content; an `id` in it names the document and is no part of the content',
    schema: ANY_OBJECT,
    examples: { named: { value: { id: 'order-7', total: 12 } }, unnamed: { value: { total: 12 } } },
  }),
  ApiCreatedResponse({ type: CreatedView, headers: ETAG }),
  ApiConflictResponse({ description: 'There is a document of this id' }),
);

export const describeList = applyDecorators(
  ApiOperation({ summary: 'List documents, newest first, without their content' }),
  ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 } }),
  ApiQuery({ name: 'cursor', required: false, description: 'Comes with the address of the next page' }),
  ApiOkResponse({
    type: [ItemView],
    headers: { Link: { description: 'The next page, `rel="next"`', schema: { type: 'string' } } },
  }),
);

export const describeRead = applyDecorators(
  ApiOperation({ summary: 'The content of a document' }),
  id,
  ApiQuery({ name: 'meta', required: false, allowEmptyValue: true, description: 'The metadata instead' }),
  ApiHeader({ name: 'If-None-Match', required: false, description: 'Entity tags of what the caller has' }),
  ApiExtraModels(MetaView),
  ApiOkResponse({ schema: { oneOf: [ANY_OBJECT, { $ref: getSchemaPath(MetaView) }] }, headers: ETAG }),
  ApiResponse({ status: 304, description: 'The caller has it already' }),
  ApiNotFoundResponse({ description: 'No such document' }),
);

export const describeMerge = applyDecorators(
  ApiOperation({ summary: 'Merge members into a document, which is made when it is missing' }),
  id,
  write,
  ApiBody({ schema: ANY_OBJECT, examples: { total: { value: { total: 13 } } } }),
  ApiOkResponse({ type: WrittenView, headers: ETAG }),
);

export const describePatch = applyDecorators(
  ApiOperation({
    summary: 'Change a document, all or nothing',
    description:
      'As `application/json`, the platform’s own patch, a missing document is made and the answer has a status; ' +
      'the other two change a document that is there, and answer its content.',
  }),
  id,
  write,
  ApiExtraModels(StatePatchOp, JsonPatchOp, WrittenView),
  ApiConsumes(...PATCH_TYPES),
  ApiBody({
    schema: {
      oneOf: [
        { $ref: getSchemaPath(StatePatchOp) },
        { type: 'array', items: { $ref: getSchemaPath(StatePatchOp) } },
        { type: 'array', items: { $ref: getSchemaPath(JsonPatchOp) } },
        ANY_OBJECT,
      ],
    },
    examples: {
      'application/json': { value: [{ op: 'add', path: '/results/todo', value: { id: 't1' } }] },
      'application/json-patch+json': { value: [{ op: 'replace', path: '/total', value: 13 }] },
      'application/merge-patch+json': { value: { total: 13, note: null } },
    },
  }),
  ApiOkResponse({ schema: { oneOf: [{ $ref: getSchemaPath(WrittenView) }, ANY_OBJECT] }, headers: ETAG }),
  ApiNotFoundResponse({ description: 'No such document' }),
  ApiConflictResponse({ description: 'A test of the patch failed' }),
  ApiUnprocessableEntityResponse({ description: 'The patch is malformed, or the document has no room for it' }),
);

export const describeDelete = applyDecorators(
  ApiOperation({ summary: 'Delete a document; also when it is missing' }),
  id,
  write,
  ApiNoContentResponse(),
);
