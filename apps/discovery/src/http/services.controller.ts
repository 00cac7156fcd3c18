import { Controller, Get, Param, Query as QueryOf, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ServiceEntry } from '#contract';
import { ApiProblems, RequireScope, sendArray } from '#platform';
import type { RegistryEntry } from '../core/entry';
import type { Query } from '../core/query';
import { ProfileIndex } from '../profiles/profile-index';
import { LiveRegistry } from '../registry/live-registry';
import { notRegistered } from '../registry/registry';
import { toServiceEntry } from './service-entry';
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
    summary: 'The services to which all that is given applies, oldest registration first',
  })
  @ApiOkResponse({ type: [ServiceEntry] })
  @ApiProblems({ 400: 'A filter is not what it should be' })
  list(@QueryOf() query: ServiceQueryDto, @Res() response: Response): Promise<void> {
    return this.send(response, { ...toQuery(query), profiled: this.profiled(query) });
  }

  @Get('find')
  @ApiOperation({ operationId: 'findServices', summary: 'The same, finding a profile by any part of it' })
  @ApiOkResponse({ type: [ServiceEntry] })
  @ApiProblems({ 400: 'A filter is not what it should be' })
  find(@QueryOf() query: ServiceQueryDto, @Res() response: Response): Promise<void> {
    return this.send(response, { ...toLooseQuery(query), profiled: this.profiled(query) });
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

  private send(response: Response, query: Query): Promise<void> {
    return sendArray(response, viewsOf(this.live.find(query)));
  }
}

function* viewsOf(entries: readonly RegistryEntry[]): Generator<ServiceEntry> {
  for (const entry of entries) yield toServiceEntry(entry);
}
