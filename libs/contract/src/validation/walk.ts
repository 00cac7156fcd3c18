import { validateSync } from 'class-validator';
import type { FieldFault } from '../errors/field-fault';
import { hasEnoughFaults } from '../errors/first-faults';
import { closestName } from '../pure/closest-name';
import { isJsonObject, type JsonObject } from '../pure/json';
import { formatPointer } from '../pure/pointer';
import { dtoShapeOf, type Dto, type NestedField } from './registry';

type Path = readonly (string | number)[];

/** DTO classes may nest themselves (conditions do); deeper nesting has no use. */
const MAX_DEPTH = 64;

/**
 * Turns plain JSON into instances of DTO classes and validates each of them. The recursion is written by hand because
 * class-transformer also descends into free-form members, where it loses or fails on ones named `constructor`. Unknown
 * members are left out and reported, `$schema` and `x-…` are kept; null counts as absent.
 */
export class DtoWalk {
  readonly faults: FieldFault[] = [];
  readonly unknown: FieldFault[] = [];

  constructor(private readonly allowUnknown: boolean) {}

  /** Whether as many faults are known as are told: nothing more is looked at then, and nothing comes of what was. */
  private get isEnough(): boolean {
    return hasEnoughFaults(this.faults) || (!this.allowUnknown && hasEnoughFaults(this.unknown));
  }

  /** Yields after every member and every item. */
  *object<T extends object>(cls: Dto<T>, plain: JsonObject, path: Path = []): Generator<void, T> {
    const { names, nested, freeForm, defaults, hasNoFaults } = dtoShapeOf(cls);
    const instance = Object.assign(Object.create(cls.prototype as object) as T, defaults) as T & JsonObject;
    const members: JsonObject = instance;
    // Not its entries: those of a hundred thousand members are copied in a tenth of a second.
    for (const name of Object.keys(plain)) {
      const value = plain[name];
      const field = nested.get(name);
      if (freeForm.has(name) || isExtension(name)) members[name] = value;
      else if (!names.has(name)) this.unknownMember([...path, name], names);
      else if (value !== null) members[name] = field ? yield* this.value(field, value, [...path, name]) : value;
      yield;
    }
    if (!this.isEnough && !hasNoFaults(instance)) this.check(instance, path);
    return instance;
  }

  /** A field that may hold another DTO, an array of them, or (if the field's own rule allows it) something else. */
  private *value({ type: cls, most }: NestedField, value: unknown, path: Path): Generator<void, unknown> {
    if (path.length > MAX_DEPTH) {
      this.fault(path, `expected at most ${MAX_DEPTH} levels`);
      return undefined;
    }
    if (isJsonObject(value)) return yield* this.object(cls, value, path);
    if (!Array.isArray(value)) return value;
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) {
      // One more than may be is enough for the field's rule to say so.
      if (this.isEnough || index > most) break;
      items.push(yield* this.item(cls, item, [...path, index]));
      yield;
    }
    return items;
  }

  private *item(cls: Dto, item: unknown, path: Path): Generator<void, unknown> {
    if (isJsonObject(item)) return yield* this.object(cls, item, path);
    this.fault(path, 'expected a JSON object');
    return item;
  }

  private check(instance: object, path: Path): void {
    const errors = validateSync(instance, { validationError: { target: false, value: false } });
    for (const { property, constraints } of errors) {
      for (const message of Object.values(constraints ?? {})) this.fault([...path, property], message);
    }
  }

  private unknownMember(path: Path, names: ReadonlySet<string>): void {
    if (hasEnoughFaults(this.unknown)) return;
    this.unknown.push({ pointer: formatPointer(path), message: unknown(String(path.at(-1)), names) });
  }

  private fault(path: Path, message: string): void {
    if (!hasEnoughFaults(this.faults)) this.faults.push({ pointer: formatPointer(path), message });
  }
}

function isExtension(name: string): boolean {
  return name === '$schema' || name.startsWith('x-');
}

function unknown(name: string, names: ReadonlySet<string>): string {
  const meant = closestName(name, names);
  const question = meant === undefined ? '' : `; did you mean ${meant}?`;
  return `unknown field: expected one of ${[...names].join(', ')}, or x-…${question}`;
}
