import type { Application } from 'express';

/** What Express stores for a route, or for a middleware between routes. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): unknown;
}

/** The methods that routes accept at this path; empty when there is no such path. */
export function allowedMethods(app: Application, path: string): string[] {
  const { stack } = app.router as unknown as { stack: readonly Layer[] };
  const methods = stack.flatMap((layer) => (layer.route && layer.match(path) ? Object.keys(layer.route.methods) : []));
  return [...new Set(methods)].map((method) => method.toUpperCase()).filter((method) => method !== '_ALL');
}
