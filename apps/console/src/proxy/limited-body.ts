import { Transform } from 'node:stream';
import type { Request } from 'express';
import { PlatformError } from '#contract';

/**
 * The body of a request as it comes in, null where there is none.
 * @throws PlatformError `payload-too-large` at once where its length is known, else from the stream
 */
export function limitedBody(request: Request, limitBytes: number): Transform | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && !(Number(length) > 0)) return null;
  if (Number(length) > limitBytes) throw tooLargeToPass(limitBytes);
  let bytes = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limitBytes) done(tooLargeToPass(limitBytes));
      else done(null, chunk);
    },
  });
  request.once('error', (error) => limited.destroy(error)).once('close', () => request.complete || limited.destroy());
  return request.pipe(limited);
}

function tooLargeToPass(limitBytes: number): PlatformError {
  return new PlatformError('payload-too-large', `The body is too large: at most ${limitBytes} bytes are passed on`);
}
