import { Controller, Get, Param, Query as QueryOf, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ServiceEntry } from '#contract';
import { ApiProblems, linkToNextPage, RequireScope, RESPONSE_HEADERS, sendArray } from '#platform';
import { byAge } from '../core/catalogue';
import type { RegistryEntry } from '../core/entry';
import { ProfileIndex } from '../profiles/profile-index';
import { LiveRegistry } from '../registry/live-registry';
import { notRegistered } from '../registry/registry';
import { toServiceEntry } from './service-entry';
import { serviceCursor, readServicePage, ServicePageQuery } from './service-page';
import { ServiceQueryDto, toLooseQuery, toQuery, transitionsIn } from './service-query.dto';

@ApiTags('services')
@RequireScope('services:read')
@Controller()
export class ServicesController {
  constructor(
    private readonly live: LiveRegistry,
    private readonly profiles: ProfileIndex,
  ) {}

  @Get('services')
  @ApiOperation({
    operationId: 'listServices',
    summary: 'The services to which all that is given applies, oldest registration first; all, or a page of them',
  })
  @ApiOkResponse({ type: [ServiceEntry], headers: RESPONSE_HEADERS.nextPage })
  @ApiProblems({ 400: '`errors` names every fault of the query' })
  list(@QueryOf() query: ServicePageQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { limit, after } = readServicePage(query);
    const found = this.live.find({ ...toQuery(query), profiled: this.profiled(query) });
    const left = after ? found.filter((entry) => byAge(entry, after) > 0) : found;
    const page = left.slice(0, limit);
    const last = page.at(-1);
    if (last && left.length > limit) linkToNextPage(request, response, serviceCursor(last));
    return sendArray(response, viewsOf(page));
  }

  @Get('find')
  @ApiOperation({ operationId: 'findServices', summary: 'The same, finding a profile by any part of it' })
  @ApiOkResponse({ type: [ServiceEntry] })
  @ApiProblems({ 400: 'A filter is not what it should be' })
  find(@QueryOf() query: ServiceQueryDto, @Res() response: Response): Promise<void> {
    const found = this.live.find({ ...toLooseQuery(query), profiled: this.profiled(query) });
    return sendArray(response, viewsOf(found));
  }

  @Get('services/:registryID')
  @ApiOperation({ operationId: 'getService', summary: 'One service, also when it is evicted' })
  @ApiOkResponse({ type: ServiceEntry })
  @ApiProblems({ 404: 'No such registration (any more)' })
  one(@Param('registryID') registryId: string): ServiceEntry {
    const entry = this.live.get(registryId);
    if (!entry) throw notRegistered(registryId);
    return toServiceEntry(entry);
  }

  private profiled(query: ServiceQueryDto): ReadonlySet<string>[] {
    return transitionsIn(query).map((id) => this.profiles.offering(id));
  }
}

function* viewsOf(entries: readonly RegistryEntry[]): Generator<ServiceEntry> {
  for (const entry of entries) yield toServiceEntry(entry);
}
