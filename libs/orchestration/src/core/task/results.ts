import { getAt, parseSourcePath } from '#contract/pure';
import { type StoreRule } from '../plan/plan';

export type ExtractedValues =
  { readonly ok: true; readonly values: readonly StoredValue[] } | { readonly ok: false; readonly sourcePath: string };

export interface StoredValue {
  /** Position among the task's store rules. */
  readonly rule: number;
  readonly targetPath: string;
  readonly value: unknown;
}

/** The parts of a result that `storeResultAt` of its task puts into the state document. */
export function extractValues(rules: readonly StoreRule[], status: number, result: unknown): ExtractedValues {
  const values: StoredValue[] = [];
  for (const [position, rule] of rules.entries()) {
    if (rule.onlyOnStatus && !rule.onlyOnStatus.includes(status)) continue;
    const value = rule.sourcePath === null ? result : getAt(result, parseSourcePath(rule.sourcePath));
    if (value === undefined) return { ok: false, sourcePath: rule.sourcePath ?? '/' };
    values.push({ rule: position, targetPath: rule.targetPath, value });
  }
  return { ok: true, values };
}
