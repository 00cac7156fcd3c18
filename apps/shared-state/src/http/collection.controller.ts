import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequireScope } from '#platform';
import type { DocumentUser } from '../documents/document-user';
import { Documents } from '../documents/documents';
import type { WriteOrder, WriteTerms } from '../documents/write-order';
import { describeCreate, describeList } from './api-docs';
import { Addresses } from './addresses';
import { ObjectContentPipe } from './content.pipe';
import { cursorAfter, PageQuery, readPageQuery } from './page';
import { entityTag } from './preconditions';
import { type CreatedView, type ItemView, itemOf } from './views';
import { WriteConditions, RequestUser } from './write-terms';

@ApiTags('state')
@Controller('state')
export class CollectionController {
  constructor(
    private readonly documents: Documents,
    private readonly addresses: Addresses,
  ) {}

  @Post()
  @RequireScope('state:write')
  @describeCreate
  async create(
    @Body(ObjectContentPipe) body: WriteOrder['body'],
    @WriteConditions() terms: WriteTerms,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CreatedView> {
    const { document } = await this.documents.write({ kind: 'create', may: 'create', body, terms });
    const { id, tag } = document;
    const stateURL = this.addresses.ofDocument(id);
    response.set({ Location: stateURL, ETag: entityTag(tag) });
    return { id, stateURL };
  }

  @Get()
  @RequireScope('state:read')
  @describeList
  async list(
    @Query() query: PageQuery,
    @RequestUser() user: DocumentUser,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ItemView[]> {
    const { limit, after } = readPageQuery(query);
    const found = await this.documents.list(limit + 1, user, after);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    if (last && found.length > limit) response.links({ next: this.addresses.ofPage(limit, cursorAfter(last)) });
    return page.map((info) => itemOf(info, this.addresses.ofDocument(info.id)));
  }
}
