import type { Application } from 'express';
import { type Handler, RouteTable } from './route-table';

/** What Express keeps of a route, or of what was used between routes. */
interface Layer {
  readonly route?: {
    readonly path: string;
    readonly methods: Readonly<Record<string, boolean>>;
    readonly stack: readonly { readonly method?: string; readonly handle: Handler }[];
  };
  match(path: string): unknown;
}

/** What Nest makes of a method of a controller, with its guards, pipes and filters, has the metadata of the method. */
const PATH_METADATA = 'path';
/** Nest's adapter puts one layer before all others, for hooks that we do not set. */
const HOOKS = 1;

/** The methods some route would take at this path; empty when there is no such path. */
export function allowedMethods(app: Application, path: string): string[] {
  const methods = layersOf(app).flatMap((layer) =>
    layer.route && layer.match(path) ? Object.keys(layer.route.methods) : [],
  );
  return [...new Set(methods)].map((method) => method.toUpperCase()).filter((method) => method !== '_ALL');
}

/** The routes of controllers that nothing else stands before: what is found here, Express would find, too. */
export function controllerRoutes(app: Application): RouteTable {
  const table = new RouteTable();
  const between: Layer[] = [];
  for (const layer of layersOf(app).slice(HOOKS)) {
    const { route } = layer;
    if (!route) between.push(layer);
    else if (!between.some((other) => other.match(route.path))) {
      const { path, stack } = route;
      for (const { method, handle: handler } of stack) {
        if (stack.length === 1 && method !== undefined && Reflect.hasMetadata(PATH_METADATA, handler))
          table.add({ method: method.toUpperCase(), path, handler });
      }
    }
  }
  return table;
}

function layersOf({ router }: Application): readonly Layer[] {
  return (router as unknown as { stack: readonly Layer[] }).stack;
}
