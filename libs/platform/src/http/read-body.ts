import type { Request, RequestHandler } from 'express';
import { PlatformError } from '#contract';

/** Reads uncoded bodies up to a size. Those with a content coding are left to a parser that decodes it. */
export function readBody(limitBytes: number): RequestHandler {
  return (request, _response, next) => {
    if (!hasBody(request) || hasContentCoding(request)) return next();
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stop = (refusal: PlatformError): void => {
      request.off('data', take).off('end', end).pause();
      next(refusal);
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > limitBytes) stop(tooLarge(limitBytes));
      else chunks.push(chunk);
    };
    const end = (): void => {
      request.body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, bytes);
      next();
    };
    if (Number(request.headers['content-length']) > limitBytes) return next(tooLarge(limitBytes));
    request.on('data', take).on('end', end);
  };
}

export function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
}

export function hasContentCoding({ headers }: Pick<Request, 'headers'>): boolean {
  const coding = headers['content-encoding'];
  return coding !== undefined && coding.toLowerCase() !== 'identity';
}

function tooLarge(limitBytes: number): PlatformError {
  return new PlatformError('payload-too-large', `The body is too large: at most ${limitBytes} bytes are taken`);
}
