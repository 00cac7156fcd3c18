import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { PlatformError, validateDto } from '#contract';

const PLAIN_TYPES: readonly unknown[] = [undefined, Object, Array, String, Number, Boolean, Buffer];

/** Turns bodies and queries into their DTO classes, or rejects them with all faults. */
export class DtoPipe implements PipeTransform<unknown, unknown> {
  transform(input: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (PLAIN_TYPES.includes(metatype) || (type !== 'body' && type !== 'query')) return input;
    const { value, faults } = validateDto(metatype as new () => object, input, { allowUnknown: type === 'query' });
    if (faults.length === 0) return value;
    const summary = faults.map(({ pointer, message }) => `${pointer || type}: ${message}`).join('; ');
    throw new PlatformError('invalid-request', summary, { errors: faults });
  }
}
