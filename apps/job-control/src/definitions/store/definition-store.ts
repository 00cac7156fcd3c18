import type { DefinitionContent } from '../rules/definition';

export const DEFINITION_STORE = Symbol('DefinitionStore');

/** One version of a definition. It never changes. Times are ms since the Unix epoch. */
export interface StoredDefinition extends DefinitionContent {
  readonly name: string;
  /** Counts from 1. */
  readonly version: number;
  readonly createdAt: number;
  /** Null where authentication is off. */
  readonly createdBy: string | null;
  /** When the name was retired; null while it may be started. */
  readonly retiredAt: number | null;
}

/** What a list says of the newest version of a definition. */
export type DefinitionRow = Omit<StoredDefinition, 'inputs' | 'job'>;

export interface DefinitionPage {
  readonly rows: readonly DefinitionRow[];
  /** The name after which the next page begins; null on the last one. */
  readonly next: string | null;
}

export interface DefinitionFilter {
  readonly limit: number;
  /** The name after which the page begins. */
  readonly after?: string;
  /** All of these, each as `key:value`. */
  readonly labels?: readonly string[];
}

export interface VersionFilter {
  readonly limit: number;
  /** The version below which the page begins. */
  readonly before?: number;
}

export interface VersionPage {
  readonly rows: readonly DefinitionRow[];
  /** The version below which the next page begins; null on the last one. */
  readonly next: number | null;
}

export interface Author {
  readonly at: number;
  readonly by: string | null;
}

export interface DefinitionLimits {
  /** Retired ones, too: their versions stay readable. */
  readonly definitions: number;
  readonly versionsOfOne: number;
}

/** Keeps definitions. Versions are added and never changed; a name is retired and revived as a whole. */
export interface DefinitionStore {
  /**
   * The newest version, if it has the same content, else a new one. A retired name is revived.
   * @throws PlatformError `insufficient-storage` where there are as many as may be
   */
  put(
    name: string,
    content: DefinitionContent,
    author: Author,
    limits: DefinitionLimits,
  ): Promise<{ definition: StoredDefinition; isNew: boolean }>;
  /** The newest version when none is named. */
  find(name: string, version?: number): Promise<StoredDefinition | null>;
  /** Newest versions in the order of their names, without retired ones. */
  list(filter: DefinitionFilter): Promise<DefinitionPage>;
  /** The versions of a name, newest first; null if there is no such name. */
  versions(name: string, filter: VersionFilter): Promise<VersionPage | null>;
  /** Whether there is such a name. */
  retire(name: string, at: number): Promise<boolean>;
}
