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
  /** Names in lower case, as Express compares them; parameters with their colon. */
  readonly segments: readonly string[];
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
    const entry = { route, segments: segments.map((one) => (isParameter(one) ? one : one.toLowerCase())) };
    this.entries.set(key, [...(this.entries.get(key) ?? []), entry]);
  }

  find(method: string, path: string): Match | undefined {
    if (!PLAIN.test(path)) return undefined;
    const given = segmentsOf(path);
    for (const { route, segments } of this.entries.get(keyOf(method, given.length)) ?? []) {
      const params = paramsOf(segments, given);
      if (params) return { route, params };
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

function isParameter(segment: string): boolean {
  return segment.startsWith(':');
}

function paramsOf(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const params = Object.create(null) as Record<string, string>;
  for (const [index, segment] of segments.entries()) {
    const value = given[index]!;
    if (isParameter(segment)) params[segment.slice(1)] = value;
    else if (value !== segment && value.toLowerCase() !== segment) return undefined;
  }
  return params;
}
