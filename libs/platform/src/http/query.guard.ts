import { type CanActivate, type ExecutionContext, Injectable, SetMetadata, type Type } from '@nestjs/common';
import type { Request } from 'express';
import { type FieldFault, fieldNames, PlatformError } from '#contract';

/** Nest's metadata of a handler's parameters, by kind and position; and the kind of `@Query()`. */
const ARGUMENTS = '__routeArguments__';
const QUERY = /^4:(\d+)$/;
const ANY = Symbol('AnyQuery');

interface Argument {
  readonly data?: string;
}

interface Parameters {
  /** The parameters that the handler takes by name, each once. */
  readonly single: ReadonlySet<string>;
  readonly all: readonly string[];
}

/** The route takes any query: its parameters are others' to choose, or for a script in a browser. */
export function AnyQuery(): MethodDecorator {
  return SetMetadata(ANY, true);
}

/** Refuses unknown query parameters, and repeated ones where one is meant. */
@Injectable()
export class QueryGuard implements CanActivate {
  private readonly known = new WeakMap<object, Parameters>();

  canActivate(context: ExecutionContext): boolean {
    const { query, url } = context.switchToHttp().getRequest<Request>();
    if (!url.includes('?') || Reflect.hasMetadata(ANY, context.getHandler())) return true;
    const { single, all } = this.parametersOf(context);
    const errors = Object.entries(query).flatMap(([name, value]): FieldFault[] => {
      if (!all.includes(name)) return [{ pointer: `/${name}`, message: `unknown parameter: expected ${listed(all)}` }];
      const isRepeated = single.has(name) && typeof value !== 'string';
      return isRepeated ? [{ pointer: `/${name}`, message: 'expected once' }] : [];
    });
    if (errors.length === 0) return true;
    const summary = errors.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`).join('; ');
    throw new PlatformError('invalid-request', summary, { errors });
  }

  private parametersOf(context: ExecutionContext): Parameters {
    const handler = context.getHandler();
    const known = this.known.get(handler) ?? readParameters(context.getClass(), handler.name);
    this.known.set(handler, known);
    return known;
  }
}

function readParameters(controller: Type, method: string): Parameters {
  const args = (Reflect.getMetadata(ARGUMENTS, controller, method) ?? {}) as Record<string, Argument>;
  const types = Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) as Type[] | undefined;
  const queries = Object.entries(args).flatMap(([key, { data }]) => {
    const index = QUERY.exec(key)?.[1];
    return index === undefined ? [] : [{ data, type: types?.[Number(index)] }];
  });
  const single = queries.flatMap(({ data }) => data ?? []);
  // The DTO class checks which of its fields may be repeated.
  const fields = queries.flatMap(({ data, type }) => (data === undefined && type ? fieldNames(type) : []));
  return { single: new Set(single), all: [...single, ...fields] };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
