import type { Request, Response } from 'express';

/** Tells in the Link header where the list goes on: the same address with the cursor of the next page. */
export function linkToNextPage({ originalUrl }: Request, response: Response, cursor: string): void {
  const [path, search] = originalUrl.split('?');
  const params = new URLSearchParams(search);
  params.set('cursor', cursor);
  response.setHeader('Link', `<${path}?${params.toString()}>; rel="next"`);
}
