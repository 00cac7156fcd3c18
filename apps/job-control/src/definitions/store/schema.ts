/** One row per name. */
export interface DefinitionsTable {
  name: string;
  /** The newest version. */
  latest: number;
  /** Ms since the Unix epoch; null while the definition may be started. */
  retired_at: number | null;
}

/** One row per version; written once. */
export interface DefinitionVersionsTable {
  name: string;
  version: number;
  description: string | null;
  /** JSON; null where there are none, and in what older versions wrote. */
  labels: string | null;
  /** JSON. */
  inputs: string;
  /** JSON. */
  job: string;
  created_at: number;
  created_by: string | null;
}

/** One row per label of the newest version of a definition that may be started. */
export interface DefinitionLabelsTable {
  /** `key:value` */
  label: string;
  name: string;
}

export interface DefinitionSchema {
  definitions: DefinitionsTable;
  definition_versions: DefinitionVersionsTable;
  definition_labels: DefinitionLabelsTable;
}
