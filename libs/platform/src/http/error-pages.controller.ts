import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { errorCodes, failureCodes, PlatformError } from '#contract';
import { Public } from '../auth/access';
import { ERROR_PAGES } from './problem';

const CODES: ReadonlySet<string> = new Set([...errorCodes, ...failureCodes]);

/** Serves the pages of docs/errors, so that the `type` of a problem is the address of its explanation. */
@ApiTags('about')
@Controller(ERROR_PAGES)
export class ErrorPagesController {
  private readonly pages = pagesAbove(__dirname);

  @Get(':code')
  @Public()
  @ApiOperation({ operationId: 'getErrorPage', summary: 'What an error code means, and what to do' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'The page, as Markdown', type: String })
  // Browsers display plain text; they would download Markdown.
  @Header('Content-Type', 'text/plain; charset=utf-8')
  async page(@Param('code') code: string): Promise<string> {
    if (!CODES.has(code) || this.pages === undefined) {
      throw new PlatformError('not-found', `There is no page of an error "${code}"`);
    }
    return readFile(join(this.pages, `${code}.md`), 'utf8');
  }
}

/**
 * docs/errors lies above the running code in the repository, in the image and in the npm package, at different depths.
 */
function pagesAbove(directory: string): string | undefined {
  const pages = join(directory, 'docs/errors');
  if (existsSync(pages)) return pages;
  const parent = dirname(directory);
  return parent === directory ? undefined : pagesAbove(parent);
}
