import { type FieldFault, formatPointer, PlatformError } from '#contract';

/** Names that reach an object's prototype in careless code, ours or that of whoever reads the document. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** @throws PlatformError `unprocessable` when a member anywhere in the JSON has a forbidden name */
export function refuseForbiddenMembers(json: unknown): void {
  const errors = faultsIn(json, []);
  if (errors.length > 0) throw new PlatformError('unprocessable', 'A member has a name that none may have', { errors });
}

function faultsIn(json: unknown, path: readonly string[]): FieldFault[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    const at = [...path, name];
    const own = !Array.isArray(json) && FORBIDDEN.has(name) ? [fault(at)] : [];
    return [...own, ...faultsIn(value, at)];
  });
}

function fault(path: readonly string[]): FieldFault {
  return { pointer: formatPointer(path), message: 'no member may have this name' };
}
