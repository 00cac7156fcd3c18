import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FormLink } from '#contract';
import { Public, PublicAddress } from '#platform';
import { sharedStateInfo } from '../app-info';
import { LINKS } from './links';
import { AboutView } from './views';

/** A description of this service; `/ping` and `/health` come with the platform. */
@ApiTags('about')
@Public()
@Controller()
export class StateAboutController {
  constructor(private readonly address: PublicAddress) {}

  @Get()
  @ApiOperation({ operationId: 'getAbout', summary: 'What this service is, and where it can be asked' })
  @ApiOkResponse({ type: AboutView })
  about(): AboutView {
    const { name, title, description } = sharedStateInfo;
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
