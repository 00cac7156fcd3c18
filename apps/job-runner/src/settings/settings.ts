/** The settings of a command, from flags, the environment and `.job-runner.json`, in this order. */
export interface Settings {
  readonly jobURL: string;
  readonly stateURL: string;
  readonly discoveryURL: string;
  /** The token from flags or the environment; tokens stored by a login are elsewhere. */
  readonly token?: string;
  /** Addresses that only `.job-runner.json` names: only a token stored for them is sent there. */
  readonly addressesOfFile: readonly string[];
  readonly output: Output;
  /** `output` is `json`. */
  readonly json: boolean;
  readonly verbose: boolean;
}

/** How lists and views are printed. */
export type Output = 'text' | 'json' | 'yaml' | 'wide';

/** Further settings of `run`. */
export interface RunSettings extends Settings {
  /** Name of the file with the initial state document. */
  readonly state?: string;
  /** Name of the file with values to merge into the state. */
  readonly values?: string;
  /** Name of the file for the final state; true: standard output. */
  readonly emit?: string | true;
  readonly cleanup: boolean;
  readonly overwrite: boolean;
  readonly dryRun: boolean;
  /** Write the final state over a file that is not JSON. */
  readonly force: boolean;
}

/** Flags of every command. */
export interface CommonFlags {
  jobUrl?: string;
  stateUrl?: string;
  discoveryUrl?: string;
  token?: string;
  tokenFile?: string;
  json?: boolean;
  output?: Exclude<Output, 'text'>;
  /** Addresses that `.job-runner.json` names are confirmed. */
  trustDefaults?: boolean;
  verbose?: boolean;
}

export interface RunFlags extends CommonFlags {
  state?: string;
  values?: string;
  emit?: string | true;
  cleanup?: boolean;
  keep?: boolean;
  overwrite?: boolean;
  dryRun?: boolean;
  force?: boolean;
}
