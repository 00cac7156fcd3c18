import { json, type RequestHandler } from 'express';
import { PlatformError } from '#contract';
import { isTooDeep, MAX_JSON_DEPTH } from '../json/json-depth';
import { isJsonType } from '../json/media-type';

/** Reads JSON bodies of any `+json` type; a body that names no type is taken for JSON, any other is refused. */
export function jsonBody(limitBytes: number): RequestHandler[] {
  return [
    (request, _response, next) => {
      const contentType = request.headers['content-type'];
      const hasBody =
        request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
      if (!hasBody || contentType === undefined || isJsonType(contentType)) return next();
      next(new PlatformError('unsupported-media-type', `Bodies must be application/json, not ${contentType}`));
    },
    json({
      limit: limitBytes,
      strict: false,
      type: () => true,
      verify(_request, _response, bytes) {
        if (isTooDeep(bytes)) throw new PlatformError('invalid-request', `JSON may nest ${MAX_JSON_DEPTH} levels deep`);
      },
    }),
  ];
}
