/** How large a job may become once it runs. Copied into the job at submission. Bytes are those of JSON text in UTF-8. */
export interface JobLimits {
  /** Items of one `forEach`. */
  readonly items: number;
  /** Units of a step that are under way at once; the others wait for their turn. */
  readonly unitsAtOnce: number;
  /** The body of one call, its references resolved. */
  readonly inputBytes: number;
  /** What one journal record may hold: the inputs of a step, or what a step writes into the state document. */
  readonly recordBytes: number;
  /** The responses that a job keeps as results of its tasks. */
  readonly resultsBytes: number;
  /** Units of all steps. */
  readonly units: number;
  /** The bodies of all calls, their references resolved. */
  readonly inputsBytes: number;
  /** The body of one signal. */
  readonly signalBytes: number;
  /** Signals that have come before a step waits for them. */
  readonly keptSignals: number;
}

const MIB = 1024 * 1024;

export const JOB_LIMITS: JobLimits = {
  items: 10_000,
  unitsAtOnce: 256,
  inputBytes: MIB,
  recordBytes: 16 * MIB,
  resultsBytes: 64 * MIB,
  units: 1_000_000,
  inputsBytes: 256 * MIB,
  signalBytes: MIB / 16,
  keptSignals: 100,
};

/** Jobs that were accepted by a version that had fewer limits keep to those. */
export function limitsOf(given: Partial<JobLimits> = JOB_LIMITS): JobLimits {
  return { ...JOB_LIMITS, units: Infinity, inputsBytes: Infinity, ...given };
}

/** For messages to people: `1 MiB`, `3.7 MiB`, `512 bytes`. */
export function formatBytes(bytes: number): string {
  if (bytes < MIB) return `${bytes} bytes`;
  return `${Number((bytes / MIB).toFixed(1))} MiB`;
}
