import type { PipeTransform } from '@nestjs/common';
import { isJsonObject, type JsonObject, PlatformError } from '#contract';

/** A body whose content is the caller's business. */
export class AnyContentPipe implements PipeTransform {
  transform(body: unknown): unknown {
    if (body === undefined) throw new PlatformError('invalid-request', 'A JSON body is missing');
    return body;
  }
}

/** The same, of an object. */
export class ObjectContentPipe extends AnyContentPipe {
  override transform(body: unknown): JsonObject {
    const content = super.transform(body);
    if (isJsonObject(content)) return content;
    const errors = [{ pointer: '', message: 'expected a JSON object' }];
    throw new PlatformError('invalid-request', 'State documents are JSON objects', { errors });
  }
}
