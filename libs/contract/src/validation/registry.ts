import { getMetadataStorage } from 'class-validator';
import { quickCheck, type QuickCheck } from './quick-check';

export type Dto<T = object> = new () => T;
type TypeOf = () => Dto;

/** A field that holds instances of another DTO class: one, or a list of at most so many. */
export interface NestedField {
  readonly type: Dto;
  readonly most: number;
}

export interface DtoShape {
  /** Every field the class validates, in the order they are written. */
  readonly names: ReadonlySet<string>;
  readonly nested: ReadonlyMap<string, NestedField>;
  /** Free-form fields: their content is taken over without checks. */
  readonly freeForm: ReadonlySet<string>;
  /** What the class's initialisers set. */
  readonly defaults: object;
  readonly hasNoFaults: QuickCheck;
}

const nestedFields = new Map<object, Map<string, { typeOf: TypeOf; most: number }>>();
const freeFormFields = new Map<object, Set<string>>();
const shapes = new WeakMap<Dto, DtoShape>();

export function rememberNested(prototype: object, field: string, typeOf: TypeOf, most = Infinity): void {
  const fields = nestedFields.get(prototype) ?? new Map<string, { typeOf: TypeOf; most: number }>();
  nestedFields.set(prototype, fields.set(field, { typeOf, most }));
}

export function rememberFreeForm(prototype: object, field: string): void {
  const fields = freeFormFields.get(prototype) ?? new Set();
  freeFormFields.set(prototype, fields.add(field));
}

/** The fields of a DTO class, inherited ones included. */
export function dtoShapeOf(cls: Dto): DtoShape {
  const known = shapes.get(cls);
  if (known) return known;
  const shape = readShape(cls);
  shapes.set(cls, shape);
  return shape;
}

export function fieldNames(cls: Dto): string[] {
  return [...dtoShapeOf(cls).names];
}

function readShape(cls: Dto): DtoShape {
  const prototypes = prototypeChain(cls.prototype as object);
  const metadata = getMetadataStorage().getTargetValidationMetadatas(cls, '', false, false);
  return {
    names: new Set(metadata.map(({ propertyName }) => propertyName)),
    nested: new Map(
      prototypes
        .flatMap((one) => [...(nestedFields.get(one) ?? [])])
        .map(([field, { typeOf, most }]) => [field, { type: typeOf(), most }]),
    ),
    freeForm: new Set(prototypes.flatMap((one) => [...(freeFormFields.get(one) ?? [])])),
    defaults: Object.fromEntries(Object.entries(new cls()).filter(([, value]) => value !== undefined)),
    hasNoFaults: quickCheck(cls),
  };
}

function prototypeChain(prototype: object | null): object[] {
  return prototype ? [prototype, ...prototypeChain(Object.getPrototypeOf(prototype) as object | null)] : [];
}
