import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FormLink, OneOf, Text } from '#contract';
import { Public, PublicAddress } from '#platform';
import { AFFORDANCES } from './affordances';

class EndpointView {
  @OneOf(['GET', 'POST', 'DELETE'], { required: true })
  method!: string;

  @Text({ required: true, example: '/register' })
  path!: string;

  @Text({ required: true, example: 'Register a service, or update the registration of its address' })
  description!: string;
}

/** A description of this service; `/ping` and `/health` come with the platform. */
@ApiTags('about')
@Public()
@Controller()
export class DiscoveryAboutController {
  constructor(private readonly address: PublicAddress) {}

  @Get('endpoints')
  @ApiOperation({ operationId: 'getEndpoints', summary: 'What can be asked here' })
  @ApiOkResponse({ type: [EndpointView] })
  endpoints() {
    return AFFORDANCES.map(({ method, path, description }) => ({ method, path, description }));
  }

  @Get('forms')
  @ApiOperation({ operationId: 'getForms', summary: 'The same as links, with what each takes and gives' })
  @ApiOkResponse({ type: [FormLink] })
  forms() {
    return AFFORDANCES.map(({ path, ...affordance }) => ({ ...affordance, href: this.address.url + path }));
  }
}
