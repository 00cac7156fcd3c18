import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import { EXPECTED_POINTER, isPointer } from '../pure/pointer';
import { isJsonObject } from '../pure/json';
import { MAX_LABEL_LENGTH } from '../pure/labels';
import { rememberFreeForm, rememberNested, type Dto } from './registry';

/** One decorator per field gives its validation and its OpenAPI schema. Every message says what was expected. */
export interface FieldOptions {
  /** Fields are optional by default; null counts as absent. */
  required?: boolean;
  description?: string;
  example?: unknown;
}

/** The OpenAPI schema of any JSON value. */
export const ANY_JSON = {
  anyOf: [
    { type: 'object', additionalProperties: true },
    { type: 'array', items: {} },
    ...['string', 'number', 'boolean', 'null'].map((type) => ({ type })),
  ],
};

type Schema = NonNullable<Parameters<typeof ApiProperty>[0]> | { type: 'object' };

interface Rule {
  name: string;
  expected: string;
  test: (value: unknown) => boolean;
  schema: Schema;
}

interface NumberOptions extends FieldOptions {
  min?: number;
  max?: number;
}

interface TextOptions extends FieldOptions {
  minLength?: number;
  maxLength?: number;
  /** In UTF-8: PostgreSQL bounds index entries in bytes. */
  maxBytes?: number;
}

export function Text(options: TextOptions = {}): PropertyDecorator {
  const { minLength = 0, maxLength = Infinity, maxBytes = Infinity } = options;
  return field(options, {
    name: 'text',
    expected: minLength === 1 && maxLength === Infinity ? 'a string that is not empty' : `a string${lengths(options)}`,
    test: (value) =>
      isText(value) &&
      value.length >= minLength &&
      value.length <= maxLength &&
      (maxBytes === Infinity || Buffer.byteLength(value) <= maxBytes),
    schema: {
      type: 'string',
      ...definedOnly({ minLength: options.minLength, maxLength: options.maxLength ?? options.maxBytes }),
    },
  });
}

export function OneOf(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(options, {
    name: 'oneOf',
    expected: `one of ${values.join(', ')}`,
    test: (value) => isText(value) && values.includes(value),
    schema: { type: 'string', enum: [...values] },
  });
}

/** An absolute http or https address. */
export function WebAddress(options: FieldOptions = {}): PropertyDecorator {
  return field(options, {
    name: 'webAddress',
    expected: 'an absolute http or https address',
    test: (value) => isText(value) && /^https?:\/\//i.test(value) && URL.canParse(value),
    schema: { type: 'string', format: 'uri' },
  });
}

export function JsonPointer(options: FieldOptions = {}): PropertyDecorator {
  return field(options, {
    name: 'jsonPointer',
    expected: EXPECTED_POINTER,
    test: isPointer,
    schema: { type: 'string', format: 'json-pointer' },
  });
}

export function Flag(options: FieldOptions = {}): PropertyDecorator {
  return field(options, {
    name: 'flag',
    expected: 'true or false',
    test: (value) => typeof value === 'boolean',
    schema: { type: 'boolean' },
  });
}

export function WholeNumber(options: NumberOptions = {}): PropertyDecorator {
  return field(options, numberRule('integer', 'a whole number', options));
}

export function Numeric(options: NumberOptions = {}): PropertyDecorator {
  return field(options, numberRule('number', 'a number', options));
}

export function TextList(options: FieldOptions = {}): PropertyDecorator {
  return field(options, {
    name: 'textList',
    expected: 'an array of strings',
    test: (value) => Array.isArray(value) && value.every(isText),
    schema: { type: 'array', items: { type: 'string' } },
  });
}

export function WholeNumberList(options: NumberOptions = {}): PropertyDecorator {
  const item = numberRule('integer', 'whole numbers', options);
  return field(options, {
    name: 'wholeNumberList',
    expected: `an array of ${item.expected}`,
    test: (value) => Array.isArray(value) && value.every(item.test),
    schema: { type: 'array', items: item.schema } as ApiPropertyOptions,
  });
}

/** Any JSON value, taken over unchanged. */
export function AnyJson(options: FieldOptions = {}): PropertyDecorator {
  const test = (value: unknown) => value !== undefined;
  return freeForm(options, { name: 'anyJson', expected: 'a JSON value', test, schema: ANY_JSON });
}

/** Any JSON array, taken over unchanged. */
export function AnyList(options: FieldOptions = {}): PropertyDecorator {
  const schema: Schema = { type: 'array', items: {} };
  return freeForm(options, { name: 'anyList', expected: 'an array', test: Array.isArray, schema });
}

/** Any JSON object, its members taken over unchanged; `members` is their schema, if there is one to document. */
export function AnyObject({ members, ...options }: FieldOptions & { members?: object } = {}): PropertyDecorator {
  const schema: Schema = { type: 'object', additionalProperties: members ?? true };
  return freeForm(options, { name: 'anyObject', expected: 'a JSON object', test: isJsonObject, schema });
}

/** Labels; `labelFaults` checks keys and values. */
export function LabelMap(description: string): PropertyDecorator {
  const members = { type: 'string', maxLength: MAX_LABEL_LENGTH };
  return AnyObject({ description, example: { customer: 'acme', env: 'prod' }, members });
}

/** Another DTO class. */
export function Nested(typeOf: () => Dto, options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: () => typeOf() } as ApiPropertyOptions;
  return Custom(options, { name: 'nested', expected: 'a JSON object', test: isJsonObject, schema }, typeOf);
}

/** An array of another DTO class; `max` is the most items it may have. */
export function NestedList(typeOf: () => Dto, options: FieldOptions & { max?: number } = {}): PropertyDecorator {
  const { max = Infinity } = options;
  const rule = {
    name: 'nestedList',
    expected: `an array of ${max < Infinity ? `at most ${max} ` : ''}JSON objects`,
    test: (value: unknown) => Array.isArray(value) && value.length <= max,
    schema: { type: () => typeOf(), isArray: true, ...definedOnly({ maxItems: options.max }) } as ApiPropertyOptions,
  };
  return Custom(options, rule, typeOf, max);
}

/** A field with its own rule; with `typeOf`, the objects in it are instances of that class. */
export function Custom(options: FieldOptions, rule: Rule, typeOf?: () => Dto, most?: number): PropertyDecorator {
  return compose(field(options, rule), (target, key) => {
    if (typeOf) rememberNested(target, String(key), typeOf, most);
  });
}

function freeForm(options: FieldOptions, rule: Rule): PropertyDecorator {
  return compose(field(options, rule), (target, key) => rememberFreeForm(target, String(key)));
}

function field({ required = false, ...described }: FieldOptions, rule: Rule): PropertyDecorator {
  const { description, example } = described;
  return compose(
    ApiProperty({ required, ...definedOnly({ description, example }), ...rule.schema } as ApiPropertyOptions),
    required ? () => undefined : IsOptional(),
    ValidateBy({
      name: rule.name,
      validator: {
        validate: rule.test,
        defaultMessage: (args) => `${args?.value === undefined ? 'is missing: ' : ''}expected ${rule.expected}`,
      },
    }),
  );
}

function numberRule(
  type: 'integer' | 'number',
  what: string,
  { min = -Infinity, max = Infinity }: NumberOptions,
): Rule {
  const isKind = type === 'integer' ? Number.isSafeInteger : Number.isFinite;
  return {
    name: type,
    expected: `${what}${range(min, max)}`,
    test: (value) => isKind(value) && (value as number) >= min && (value as number) <= max,
    schema: { type, ...definedOnly({ minimum: finite(min), maximum: finite(max) }) },
  };
}

function range(min: number, max: number): string {
  if (min > -Infinity && max < Infinity) return ` from ${min} to ${max}`;
  if (min > -Infinity) return ` of at least ${min}`;
  return max < Infinity ? ` of at most ${max}` : '';
}

function lengths({ minLength, maxLength, maxBytes }: TextOptions): string {
  if (maxBytes !== undefined) return ` of at most ${maxBytes} bytes`;
  if (minLength === undefined && maxLength === undefined) return '';
  return ` of ${minLength ?? 0} to ${maxLength ?? 'any number of'} characters`;
}

function finite(limit: number): number | undefined {
  return Number.isFinite(limit) ? limit : undefined;
}

function definedOnly(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function compose(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, key) => decorators.forEach((decorate) => decorate(target, key));
}
