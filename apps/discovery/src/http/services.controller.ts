import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ServiceEntry } from '#contract';
import { ApiProblems, Needs } from '#platform';
import { LiveRegistry } from '../registry/live-registry';
import { notRegistered } from '../registry/registry';
import { toServiceEntry } from './service-entry';
import { ServiceQueryDto, toLooseQuery, toQuery } from './service-query.dto';

@ApiTags('services')
@Needs('services:read')
@Controller()
export class ServicesController {
  constructor(private readonly live: LiveRegistry) {}

  @Get('services')
  @ApiOperation({
    operationId: 'listServices',
    summary: 'The services to which all that is given applies, oldest registration first',
  })
  @ApiOkResponse({ type: [ServiceEntry] })
  @ApiProblems({ 400: 'A filter is not what it should be' })
  list(@Query() query: ServiceQueryDto): ServiceEntry[] {
    return this.live.find(toQuery(query)).map(toServiceEntry);
  }

  @Get('find')
  @ApiOperation({ operationId: 'findServices', summary: 'The same, finding a profile by any part of it' })
  @ApiOkResponse({ type: [ServiceEntry] })
  @ApiProblems({ 400: 'A filter is not what it should be' })
  find(@Query() query: ServiceQueryDto): ServiceEntry[] {
    return this.live.find(toLooseQuery(query)).map(toServiceEntry);
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
}
