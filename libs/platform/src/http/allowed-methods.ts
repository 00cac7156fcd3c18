import type { Application } from 'express';

interface Layer {
  route?: { methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** The methods some route would take at this path; empty when there is no such path. */
export function allowedMethods(app: Application, path: string): string[] {
  const layers = (app.router as unknown as { stack: Layer[] }).stack;
  const methods = layers.flatMap((layer) => (layer.route && layer.match(path) ? Object.keys(layer.route.methods) : []));
  return [...new Set(methods)].map((method) => method.toUpperCase()).filter((method) => method !== '_ALL');
}
