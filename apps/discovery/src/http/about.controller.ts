import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PublicAddress } from '#platform';
import { AFFORDANCES } from './affordances';

/** What this service is; `/ping` and `/health` come with the platform. */
@ApiTags('about')
@Controller()
export class AboutController {
  constructor(private readonly address: PublicAddress) {}

  @Get('endpoints')
  @ApiOperation({ summary: 'What can be asked here' })
  endpoints() {
    return AFFORDANCES.map(({ method, path, description }) => ({ method, path, description }));
  }

  @Get('forms')
  @ApiOperation({ summary: 'The same as links, with what each takes and gives' })
  forms() {
    return AFFORDANCES.map(({ path, ...affordance }) => ({ ...affordance, href: this.address.url + path }));
  }
}
