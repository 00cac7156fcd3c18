import type { StoreResult, StoreResultAt } from '#contract';
import { type StoreRule } from './plan';

/** `storeResultAt` in its three forms, as a list of rules. */
export function storeRules(declared: StoreResultAt | undefined): StoreRule[] {
  if (declared === undefined) return [];
  if (typeof declared === 'string') return [{ targetPath: declared, sourcePath: null, onlyOnStatus: null }];
  return [declared].flat().map(({ targetPath, sourcePath, onlyOnStatus }: StoreResult) => ({
    targetPath,
    sourcePath: sourcePath ?? null,
    onlyOnStatus: onlyOnStatus ?? null,
  }));
}
