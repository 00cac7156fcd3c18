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
import { type JsonObject, mergeMembers } from '#contract';
import { JsonText, Needs } from '#platform';
import type { DocumentUser } from '../documents/document-user';
import { Documents, type WriteTerms } from '../documents/documents';
import { describeDelete, describeMerge, describePatch, describeRead } from './api-docs';
import { AnyContentPipe, ObjectContentPipe } from './content.pipe';
import { DocumentIdPipe } from './document-id.pipe';
import { entityTag, Preconditions } from './preconditions';
import { PATCH_TYPES, readPatch } from './read-patch';
import { type MetaView, metaOf, writtenText } from './views';
import { Terms, User } from './write-terms';

@ApiTags('state')
@Controller('state/:id')
export class DocumentController {
  constructor(private readonly documents: Documents) {}

  @Get()
  @Needs('state:read')
  @describeRead
  async read(
    @Param('id', DocumentIdPipe) id: string,
    @User() user: DocumentUser,
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
  @Needs('state:write')
  @HttpCode(HttpStatus.OK)
  @describeMerge
  async merge(
    @Param('id', DocumentIdPipe) id: string,
    @Body(ObjectContentPipe) members: JsonObject,
    @Terms() terms: WriteTerms,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JsonText> {
    const document = await this.documents.upsert(id, terms, (content) => mergeMembers(content, members));
    response.set('ETag', entityTag(document.tag));
    return writtenText('updated', document);
  }

  @Patch()
  @Needs('state:write')
  @describePatch
  async patch(
    @Param('id', DocumentIdPipe) id: string,
    @Body(AnyContentPipe) body: unknown,
    @Headers('content-type') contentType: string | undefined,
    @Terms() terms: WriteTerms,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JsonText> {
    response.set('Accept-Patch', PATCH_TYPES.join(', '));
    const { edit, status } = readPatch(contentType, body);
    const document = await (status ? this.documents.upsert(id, terms, edit) : this.documents.change(id, terms, edit));
    response.set('ETag', entityTag(document.tag));
    return status ? writtenText(status, document) : new JsonText(document.json);
  }

  @Delete()
  @Needs('state:write')
  @HttpCode(HttpStatus.NO_CONTENT)
  @describeDelete
  remove(@Param('id', DocumentIdPipe) id: string, @Terms() terms: WriteTerms): Promise<void> {
    return this.documents.remove(id, terms);
  }
}
