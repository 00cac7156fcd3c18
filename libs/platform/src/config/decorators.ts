import { Type } from 'class-transformer';
import { IsInt, IsUrl, Max, Min } from 'class-validator';

function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, property) => decorators.forEach((decorate) => decorate(target, property));
}

/** A whole number within bounds. */
export function IntegerInRange(min: number, max = Number.MAX_SAFE_INTEGER): PropertyDecorator {
  const message = `$property must be a whole number from ${min} to ${max}`;
  return all(
    Type(() => Number),
    IsInt({ message }),
    Min(min, { message }),
    Max(max, { message }),
  );
}

/** An http or https address, without query or fragment. */
export function HttpAddress(): PropertyDecorator {
  return IsUrl(
    {
      protocols: ['http', 'https'],
      require_protocol: true,
      require_tld: false,
      allow_underscores: true,
      allow_query_components: false,
      allow_fragments: false,
    },
    { message: '$property must be an http:// or https:// address' },
  );
}
