import { Custom, isLabelText, MAX_LABELS } from '#contract';

/** `label=customer:acme&label=env:prod` in a query: a string, or an array where it is repeated. */
export function LabelQuery(description: string): PropertyDecorator {
  return Custom(
    { description, example: ['customer:acme'] },
    {
      name: 'labels',
      expected: `key:value, at most ${MAX_LABELS} times`,
      test: (value) => toLabels(value).length <= MAX_LABELS && toLabels(value).every(isLabel),
      schema: { type: 'array', items: { type: 'string' } },
    },
  );
}

export function toLabels<T>(given: T | readonly T[]): readonly T[] {
  return Array.isArray(given) ? (given as T[]) : [given as T];
}

function isLabel(value: unknown): boolean {
  return typeof value === 'string' && isLabelText(value);
}
