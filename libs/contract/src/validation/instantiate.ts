import type { FieldFault } from '../errors/field-fault';
import { isJsonObject, type JsonObject } from '../pure/json';
import { formatPointer } from '../pure/pointer';
import { shapeOf, type Dto } from './registry';

/** DTO classes may nest themselves (conditions do); nobody needs more than this. */
const MAX_DEPTH = 64;

/**
 * Plain JSON as instances of DTO classes. Written by hand because class-transformer descends into free-form members
 * too, where it loses or trips over members named `constructor`; those are taken over untouched here.
 * Unknown members are left out and reported, `$schema` and `x-…` are kept; null counts as absent.
 */
export class Instantiation {
  readonly unknown: FieldFault[] = [];
  readonly tooDeep: FieldFault[] = [];

  of(cls: Dto, plain: unknown, path: readonly (string | number)[] = []): unknown {
    if (Array.isArray(plain)) return plain.map((item, index) => this.of(cls, item, [...path, index]));
    if (!isJsonObject(plain)) return plain;
    if (path.length > MAX_DEPTH) {
      this.tooDeep.push({ pointer: formatPointer(path), message: `expected at most ${MAX_DEPTH} levels` });
      return undefined;
    }
    return this.instance(cls, plain, path);
  }

  private instance(cls: Dto, plain: JsonObject, path: readonly (string | number)[]): object {
    const { names, nested, freeForm } = shapeOf(cls);
    const instance = new cls() as JsonObject;
    for (const [name, value] of Object.entries(plain)) {
      const type = nested.get(name);
      if (type) {
        if (value !== null) instance[name] = this.of(type, value, [...path, name]);
      } else if (freeForm.has(name)) instance[name] = value;
      else if (names.includes(name)) {
        if (value !== null) instance[name] = value;
      } else if (isExtension(name)) instance[name] = value;
      else this.unknown.push({ pointer: formatPointer([...path, name]), message: unknownMessage(names) });
    }
    return instance;
  }
}

function isExtension(name: string): boolean {
  return name === '$schema' || name.startsWith('x-');
}

function unknownMessage(names: readonly string[]): string {
  return `unknown field: expected one of ${names.join(', ')}, or x-…`;
}
