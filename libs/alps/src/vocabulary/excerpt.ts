import type { Descriptor, Vocabulary } from './vocabulary';

/** What a profile says of some of its descriptors, and of all that these take and return. */
export function excerptOf(vocabulary: Vocabulary, references: readonly string[]): Vocabulary {
  const descriptors: Record<string, Descriptor> = {};
  const open = [...references];
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const descriptor = vocabulary.descriptors[reference];
    if (!descriptor || Object.hasOwn(descriptors, reference)) continue;
    descriptors[reference] = descriptor;
    open.push(...descriptor.fields, ...(descriptor.returns === undefined ? [] : [descriptor.returns]));
  }
  return { ...vocabulary, descriptors };
}
