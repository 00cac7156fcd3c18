import type { NextFunction, Request, Response } from 'express';

export type Handler = (request: Request, response: Response, next: NextFunction) => unknown;

export interface Route {
  readonly method: string;
  /** As it was declared: `/jobs/:id`. */
  readonly path: string;
  readonly handler: Handler;
}

export interface Match {
  readonly route: Route;
  readonly params: Record<string, string>;
}

interface Entry {
  readonly route: Route;
  /** In lower case, as Express compares them. */
  readonly segments: readonly string[];
  /** By segment, what it is called as a parameter; null where it is none. */
  readonly names: readonly (string | null)[];
}

/** Names and parameters between slashes. */
const PATTERN = /^(\/:?[A-Za-z0-9._~-]+)+$/;
/** Can be written in no other way but for the case of its letters. */
const PLAIN = /^(\/[A-Za-z0-9._~-]+)+$/;

/** Routes by method and path: finds what Express would find, in less time, and nothing where that is not certain. */
export class RouteTable {
  private readonly entries = new Map<string, Entry[]>();

  /** The first that was added is the first that is tried. Patterns that this table cannot read are never found. */
  add(route: Route): void {
    if (!PATTERN.test(route.path)) return;
    const segments = segmentsOf(route.path);
    const key = keyOf(route.method, segments.length);
    const entry = {
      route,
      segments: segments.map((one) => one.toLowerCase()),
      names: segments.map((one) => (one.startsWith(':') ? one.slice(1) : null)),
    };
    this.entries.set(key, [...(this.entries.get(key) ?? []), entry]);
  }

  find(method: string, path: string): Match | undefined {
    if (!PLAIN.test(path)) return undefined;
    const given = segmentsOf(path);
    for (const entry of this.entries.get(keyOf(method, given.length)) ?? []) {
      const params = paramsOf(entry, given);
      if (params) return { route: entry.route, params };
    }
    return undefined;
  }
}

function segmentsOf(path: string): string[] {
  return path.slice(1).split('/');
}

function keyOf(method: string, length: number): string {
  return `${method} ${length}`;
}

function paramsOf({ names, segments }: Entry, given: readonly string[]): Record<string, string> | undefined {
  const params = Object.create(null) as Record<string, string>;
  for (let index = 0; index < given.length; index++) {
    const name = names[index]!;
    const segment = given[index]!;
    if (name !== null) params[name] = segment;
    else if (segment !== segments[index] && segment.toLowerCase() !== segments[index]) return undefined;
  }
  return params;
}
