import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PlatformError } from '#contract';
import { AnyQuery, Public } from '#platform';
import { CONTENT_POLICY } from './content-policy';
import { INDEX, type WebFile, WebFiles } from './web-files';

/** The name of a file of the build contains the digest of its content. */
const FOREVER = 'public, max-age=31536000, immutable';
const REVALIDATE = 'no-cache';
const HTML = 'text/html';

/** Serves the web application: its files, and its one page at every address that belongs to no route. */
@ApiExcludeController()
@Controller()
@Public()
export class WebController {
  constructor(private readonly files: WebFiles) {}

  @Get('assets/:name')
  asset(@Req() request: Request, @Res() response: Response): void {
    const file = this.files.get(request.path.slice(1));
    if (!file) throw new PlatformError('not-found', `There is nothing at ${request.path}`);
    send(request, response, file, FOREVER);
  }

  @Get('{*path}')
  @AnyQuery()
  page(@Req() request: Request, @Res() response: Response): void {
    const isWanted = request.path === '/' || request.headers.accept?.includes(HTML);
    if (!isWanted) throw new PlatformError('not-found', `There is nothing at ${request.path}`);
    send(request, response, this.files.get(INDEX)!, REVALIDATE);
  }
}

function send(request: Request, response: Response, { type, etag, bytes }: WebFile, caching: string): void {
  const coding = request.acceptsEncodings([...bytes.keys()]) || 'identity';
  response.setHeaders(
    new Map([
      ['Content-Security-Policy', CONTENT_POLICY],
      ['Cache-Control', caching],
      ['Content-Type', type],
      ['ETag', etag],
      ['Vary', 'Accept-Encoding'],
    ]),
  );
  if (coding !== 'identity') response.setHeader('Content-Encoding', coding);
  if (request.headers['if-none-match'] === etag) response.status(304).end();
  else response.end(bytes.get(coding));
}
