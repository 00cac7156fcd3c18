import type { DescriptorType } from '../document/alps-document';

/** A descriptor with all that it inherits. */
export interface Descriptor {
  /** Its member in messages: its own name or id, else the nearest that it inherits. */
  readonly key: string;
  readonly type: DescriptorType;
  /** Its own absolute id, if it has one, then those it inherits from, the nearest first. Never empty. */
  readonly ids: readonly string[];
  readonly def?: string;
  readonly title?: string;
  /** References to its semantic descriptors, which are members of it. */
  readonly fields: readonly string[];
  /** Reference to what a transition returns. */
  readonly returns?: string;
}

/** All that a profile says, as a graph: plain JSON. A reference is an absolute id, or names a place in a document. */
export interface Vocabulary {
  /** Of the profile's document. */
  readonly address: string;
  /** References to what can be done. */
  readonly transitions: readonly string[];
  readonly descriptors: Readonly<Record<string, Descriptor>>;
}
