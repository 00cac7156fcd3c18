import { Logger, type PipeTransform } from '@nestjs/common';
import { isJsonObject, type JsonObject, PlatformError } from '#contract';

/** A body whose content is the caller's business. */
export class AnyContentPipe implements PipeTransform {
  transform(body: unknown): unknown {
    if (body === undefined) throw new PlatformError('invalid-request', 'A JSON body is missing');
    return body;
  }
}

/** An object; older clients leave it out where it would be empty. */
export class ObjectContentPipe implements PipeTransform {
  private readonly logger = new Logger('OlderClients');

  transform(body: unknown): JsonObject {
    if (body === undefined) this.logger.log('A request without a body was taken for one with {}');
    const content = body === undefined ? {} : body;
    if (isJsonObject(content)) return content;
    const errors = [{ pointer: '', message: 'expected a JSON object' }];
    throw new PlatformError('invalid-request', 'State documents are JSON objects', { errors });
  }
}
