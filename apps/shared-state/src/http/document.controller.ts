import type { IncomingHttpHeaders } from 'node:http';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { PlatformError } from '#contract';
import { JsonText, mediaTypeOf, RequireScope } from '#platform';
import type { DocumentUser } from '../documents/document-user';
import { Documents } from '../documents/documents';
import type { WriteOrder, WriteTerms } from '../documents/write-order';
import { isPatchType, PATCH_TYPES } from '../editing/read-change';
import { describeDelete, describeMerge, describePatch, describeRead } from './api-docs';
import { AnyContentPipe, ObjectContentPipe } from './content.pipe';
import { DocumentIdPipe } from './document-id.pipe';
import { entityTag, Preconditions } from './preconditions';
import { type MetaView, metaOf, writtenText } from './views';
import { WriteConditions, RequestUser } from './write-terms';

@ApiTags('state')
@Controller('state/:id')
export class DocumentController {
  constructor(private readonly documents: Documents) {}

  @Get()
  @RequireScope('state:read')
  @describeRead
  async read(
    @Param('id', DocumentIdPipe) id: string,
    @RequestUser() user: DocumentUser,
    @Query('meta') meta: unknown,
    @Headers() headers: IncomingHttpHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JsonText | MetaView | undefined> {
    const document = await this.documents.read(id, user);
    response.set('ETag', entityTag(document.tag));
    if (new Preconditions(headers).isKnown(document.tag)) {
      response.status(HttpStatus.NOT_MODIFIED);
      return undefined;
    }
    return meta === undefined ? new JsonText(document.json) : metaOf(document);
  }

  @Post()
  @RequireScope('state:write')
  @HttpCode(HttpStatus.OK)
  @describeMerge
  async merge(
    @Param('id', DocumentIdPipe) id: string,
    @Body(ObjectContentPipe) body: WriteOrder['body'],
    @WriteConditions() terms: WriteTerms,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JsonText> {
    const { document } = await this.documents.write({ kind: 'members', may: 'either', id, body, terms });
    response.set('ETag', entityTag(document.tag));
    return writtenText('updated', document);
  }

  @Patch()
  @RequireScope('state:write')
  @describePatch
  async patch(
    @Param('id', DocumentIdPipe) id: string,
    @Body(AnyContentPipe) body: WriteOrder['body'],
    @Headers('content-type') contentType: string | undefined,
    @WriteConditions() terms: WriteTerms,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JsonText> {
    response.set('Accept-Patch', PATCH_TYPES.join(', '));
    const kind = patchTypeOf(contentType);
    // The platform's own patch creates missing documents.
    const may = kind === 'application/json' ? 'either' : 'change';
    const { document, status } = await this.documents.write({ kind, may, id, body, terms });
    response.set('ETag', entityTag(document.tag));
    return status ? writtenText(status, document) : new JsonText(document.json);
  }

  @Delete()
  @RequireScope('state:write')
  @HttpCode(HttpStatus.NO_CONTENT)
  @describeDelete
  remove(@Param('id', DocumentIdPipe) id: string, @WriteConditions() terms: WriteTerms): Promise<void> {
    return this.documents.remove(id, terms);
  }
}

function patchTypeOf(contentType = 'application/json') {
  const type = mediaTypeOf(contentType);
  if (isPatchType(type)) return type;
  throw new PlatformError('unsupported-media-type', `A patch is ${PATCH_TYPES.join(' or ')}, not ${contentType}`);
}
