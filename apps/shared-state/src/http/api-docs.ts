import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { StatePatchOp } from '#contract';
import { RESPONSE_HEADERS, ApiIdempotencyKey, ApiIfMatch, ApiIfNoneMatch, ApiProblems } from '#platform';
import { JsonPatchOp } from '../editing/json-patch.dto';
import { PATCH_TYPES } from '../editing/read-change';
import { VersionItemView, VersionView } from './version-views';
import { CreatedView, ItemView, MetaView, WrittenView } from './views';

/** The OpenAPI descriptions, kept apart so that the controllers show what the operations do. */

const ANY_OBJECT = { type: 'object', additionalProperties: true } as const;
const ETAG = RESPONSE_HEADERS.etag;

const id = ApiParam({ name: 'id', description: '1 to 128 of A-Z a-z 0-9 . _ ~ -', example: 'order-7' });
const idempotencyKey = ApiIdempotencyKey(
  'A write is applied once per key: when it is sent again, the response shows the document as it is',
);

const NOT_WELL_NAMED = '`errors` names every fault of the id, the headers or the body';

const write = applyDecorators(
  ApiIfMatch(),
  idempotencyKey,
  ApiProblems({ 400: NOT_WELL_NAMED, 412: 'The document is not the one that was meant' }),
);

export const describeCreate = applyDecorators(
  ApiOperation({ operationId: 'createDocument', summary: 'Make a document' }),
  idempotencyKey,
  ApiBody({
    description: 'The content; an `id` in it names the document and is no part of the content',
    schema: ANY_OBJECT,
    examples: { named: { value: { id: 'order-7', total: 12 } }, unnamed: { value: { total: 12 } } },
  }),
  ApiCreatedResponse({ type: CreatedView, headers: { ...RESPONSE_HEADERS.location, ...ETAG } }),
  ApiProblems({ 409: 'There is a document of this id' }),
);

export const describeList = applyDecorators(
  ApiOperation({ operationId: 'listDocuments', summary: 'List documents, newest first, without their content' }),
  ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 } }),
  ApiQuery({
    name: 'cursor',
    required: false,
    schema: { type: 'string' },
    description: 'Comes with the address of the next page',
  }),
  ApiOkResponse({
    type: [ItemView],
    headers: RESPONSE_HEADERS.nextPage,
  }),
  ApiProblems({ 400: 'The limit or the cursor is not valid' }),
);

export const describeRead = applyDecorators(
  ApiOperation({ operationId: 'getDocument', summary: 'The content of a document' }),
  id,
  ApiQuery({
    name: 'meta',
    required: false,
    description: 'If given, the metadata instead',
    schema: { type: 'string' },
  }),
  ApiIfNoneMatch(),
  ApiExtraModels(MetaView),
  ApiOkResponse({ schema: { anyOf: [{ $ref: getSchemaPath(MetaView) }, ANY_OBJECT] }, headers: ETAG }),
  ApiResponse({ status: 304, description: 'The caller has it already', headers: ETAG }),
  ApiProblems({ 400: NOT_WELL_NAMED, 404: 'No such document' }),
);

const NO_VERSION = 'No such document, or the version is not kept';

export const describeVersions = applyDecorators(
  ApiOperation({ operationId: 'listVersions', summary: 'The versions of a document that are kept, newest first' }),
  id,
  ApiOkResponse({ type: [VersionItemView] }),
  ApiProblems({ 400: NOT_WELL_NAMED, 404: 'No such document' }),
);

export const describeVersion = applyDecorators(
  ApiOperation({ operationId: 'getVersion', summary: 'A version of a document, and what it changed' }),
  id,
  ApiParam({ name: 'version', schema: { type: 'integer', minimum: 1 }, example: 3 }),
  ApiOkResponse({ type: VersionView }),
  ApiProblems({ 400: NOT_WELL_NAMED, 404: NO_VERSION }),
);

export const describeMerge = applyDecorators(
  ApiOperation({
    operationId: 'mergeDocument',
    summary: 'Merge members into a document, which is made when it is missing',
  }),
  id,
  write,
  ApiBody({ schema: ANY_OBJECT, examples: { total: { value: { total: 13 } } } }),
  ApiOkResponse({ type: WrittenView, headers: ETAG }),
);

const statePatch = { $ref: getSchemaPath(StatePatchOp) };

const PATCHES = {
  'application/json': {
    schema: { anyOf: [statePatch, { type: 'array', items: statePatch }] },
    example: [{ op: 'add', path: '/results/todo', value: { id: 't1' } }],
  },
  'application/json-patch+json': {
    schema: { type: 'array', items: { $ref: getSchemaPath(JsonPatchOp) } },
    example: [{ op: 'replace', path: '/total', value: 13 }],
  },
  'application/merge-patch+json': { schema: ANY_OBJECT, example: { total: 13, note: null } },
};

const PATCH_HEADERS = {
  ...ETAG,
  'Accept-Patch': { description: PATCH_TYPES.join(', '), schema: { type: 'string' } },
} as const;

export const describePatch = applyDecorators(
  ApiOperation({
    operationId: 'patchDocument',
    requestBody: { required: true, content: PATCHES },
    summary: 'Change a document, all or nothing',
    description:
      'As `application/json`, the platform’s own patch, a missing document is created and the response has a status; ' +
      'the other two change an existing document, and respond with its content.',
  }),
  id,
  write,
  ApiExtraModels(StatePatchOp, JsonPatchOp, WrittenView),
  ApiOkResponse({ schema: { anyOf: [{ $ref: getSchemaPath(WrittenView) }, ANY_OBJECT] }, headers: PATCH_HEADERS }),
  ApiProblems({
    404: 'No such document',
    409: 'A test of the patch failed',
    422: 'The patch is malformed, or the document has no room for it',
  }),
);

export const describeDelete = applyDecorators(
  ApiOperation({ operationId: 'deleteDocument', summary: 'Delete a document; also when it is missing' }),
  id,
  write,
  ApiNoContentResponse({ description: 'There is no such document any more' }),
);
