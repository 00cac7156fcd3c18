import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FormLink } from '#contract';
import { OpenToAll, PublicAddress } from '#platform';
import { appInfo } from '../app-info';
import { LINKS } from './links';
import { AboutView } from './views';

/** What this service is; `/ping` and `/health` come with the platform. */
@ApiTags('about')
@OpenToAll()
@Controller()
export class AboutController {
  constructor(private readonly address: PublicAddress) {}

  @Get()
  @ApiOperation({ operationId: 'getAbout', summary: 'What this service is, and where it can be asked' })
  @ApiOkResponse({ type: AboutView })
  about(): AboutView {
    const { name, title, description } = appInfo;
    return { name, title, description, links: this.forms().map(({ rel, method, href }) => ({ rel, method, href })) };
  }

  @Get('forms')
  @ApiOperation({
    operationId: 'getForms',
    summary: 'Everything that can be asked, as links with what each takes and gives',
  })
  @ApiOkResponse({ type: [FormLink] })
  forms() {
    return LINKS.map(({ path, ...link }) => ({ ...link, href: this.address.url + path }));
  }
}
