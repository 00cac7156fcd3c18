import { Logger, type PipeTransform } from '@nestjs/common';
import { PlatformError } from '#contract';
import { RawJson } from '#platform';
import type { WriteOrder } from '../documents/write-order';

type Body = WriteOrder['body'];

/** A body with any content. */
export class AnyContentPipe implements PipeTransform {
  transform(body: unknown): Body {
    if (body === undefined) throw new PlatformError('invalid-request', 'A JSON body is missing');
    return bodyOf(body);
  }
}

/** Older clients omit an empty object. */
export class ObjectContentPipe implements PipeTransform {
  private readonly logger = new Logger('OlderClients');

  transform(body: unknown): Body {
    if (body === undefined) this.logger.log('A request without a body was taken for one with {}');
    return bodyOf(body === undefined ? {} : body);
  }
}

function bodyOf(body: unknown): Body {
  return body instanceof RawJson ? { bytes: body.bytes } : { value: body };
}
