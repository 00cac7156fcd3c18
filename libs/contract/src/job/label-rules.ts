import type { FieldFault } from '../errors/field-fault';
import { isJsonObject } from '../pure/json';
import { EXPECTED_LABEL_KEY, EXPECTED_LABEL_VALUE, isLabelKey, isLabelValue, MAX_LABELS } from '../pure/labels';
import { faultAt, type Path } from './faults';

/** What is wrong with labels: the same for jobs, definitions and starts. That they are an object is checked elsewhere. */
export function labelFaults(labels: unknown, path: Path = ['labels']): FieldFault[] {
  if (!isJsonObject(labels)) return [];
  const entries = Object.entries(labels);
  if (entries.length > MAX_LABELS) return [faultAt(path, `expected at most ${MAX_LABELS} labels`)];
  return entries.flatMap(([key, value]) => [
    ...(isLabelKey(key) ? [] : [faultAt([...path, key], `expected ${EXPECTED_LABEL_KEY}`)]),
    ...(isLabelValue(value) ? [] : [faultAt([...path, key], `expected ${EXPECTED_LABEL_VALUE}`)]),
  ]);
}
