import { HttpAddress, IntegerInRange } from '#platform';
import { JOB_LIMITS } from './core/plan/limits';
import { IsIn, IsOptional, IsString } from 'class-validator';

/** The environment of orchestration. Times in milliseconds unless the name says otherwise. */
export class OrchestrationConfig {
  /** The public address of shared-state, if it differs from SHARED_STATE_URL. */
  @IsOptional()
  @HttpAddress()
  SHARED_STATE_PUBLIC_URL?: string = undefined;

  /** Path of the JSON document that declares the secrets: see docs/secrets.md. */
  @IsOptional()
  @IsString()
  SECRETS_FILE?: string = undefined;

  /** Whether calls to services are signed (RFC 9421): see docs/signatures.md. */
  @IsIn(['on', 'off'], { message: '$property must be on or off' })
  SIGN_CALLS: 'on' | 'off' = 'on';

  /** Path of a JWK set of private Ed25519 keys: the first signs. By default keys are generated and rotated. */
  @IsOptional()
  @IsString()
  SIGNING_KEYS_FILE?: string = undefined;

  /** Days after which a generated key is replaced. */
  @IntegerInRange(1)
  SIGNING_KEY_MAX_AGE_DAYS = 90;

  /** Default time limit of one attempt. */
  @IntegerInRange(1)
  JOB_TIMEOUT_MS = 30_000;

  /** How long to wait for an instance: none registered, none reachable, or all too busy. */
  @IntegerInRange(0)
  JOB_BIND_TIMEOUT_MS = 60_000;

  /** Default number of attempts of a forward call. */
  @IntegerInRange(1)
  JOB_RETRY_MAX_ATTEMPTS = 3;

  /** Default pause before the second attempt of a forward call. */
  @IntegerInRange(0)
  JOB_RETRY_INITIAL_INTERVAL_MS = 500;

  /** Default number of attempts of a revert. */
  @IntegerInRange(1)
  JOB_UNDO_MAX_ATTEMPTS = 5;

  /** Default pause before the second attempt of a revert. */
  @IntegerInRange(0)
  JOB_UNDO_INITIAL_INTERVAL_MS = 12_000;

  /** How long to retry while shared-state is unavailable. */
  @IntegerInRange(0)
  JOB_STATE_TIMEOUT_MS = 60_000;

  /** Default limit of a task in all, in seconds. */
  @IntegerInRange(1)
  JOB_TASK_MAX_TTL_S = 86_400;

  /** The largest response of a service, in bytes. */
  @IntegerInRange(1)
  JOB_MAX_ANSWER_BYTES = 1024 * 1024;

  /** The largest state document, in bytes. */
  @IntegerInRange(1)
  JOB_MAX_STATE_BYTES = 4 * 1024 * 1024 + 1024;

  /** Items of one forEach. */
  @IntegerInRange(1)
  JOB_MAX_ITEMS = JOB_LIMITS.items;

  /** Units of one step that run at once; the others wait. */
  @IntegerInRange(1)
  JOB_MAX_UNITS_AT_ONCE = JOB_LIMITS.unitsAtOnce;

  /** The body of one call with its references resolved, in bytes. */
  @IntegerInRange(1)
  JOB_MAX_INPUT_BYTES = JOB_LIMITS.inputBytes;

  /** The largest record of the journal: the inputs of a step, or what a step stores; in bytes. */
  @IntegerInRange(1024 * 1024)
  JOB_MAX_RECORD_BYTES = JOB_LIMITS.recordBytes;

  /** The results that one job keeps, in bytes. */
  @IntegerInRange(1)
  JOB_MAX_RESULTS_BYTES = JOB_LIMITS.resultsBytes;

  /** The inputs that one job sends, in bytes. */
  @IntegerInRange(1)
  JOB_MAX_INPUTS_BYTES = JOB_LIMITS.inputsBytes;

  /** The units of one job: its tasks, and the items of each `forEach`. */
  @IntegerInRange(1)
  JOB_MAX_UNITS = JOB_LIMITS.units;

  /** The body of one signal, in bytes. */
  @IntegerInRange(1)
  JOB_MAX_SIGNAL_BYTES = JOB_LIMITS.signalBytes;

  /** Signals of one job that came before a step waits for them; more are refused. */
  @IntegerInRange(0)
  JOB_MAX_KEPT_SIGNALS = JOB_LIMITS.keptSignals;

  /** Calls in flight to one service; a quarter as many more are for undoing alone. Inner jobs do not count. */
  @IntegerInRange(1)
  JOB_MAX_CALLS_PER_SERVICE = 64;

  /**
   * Failures in a row (no response, 5xx, or an unusable response) after which an instance gets no new work for a while.
   */
  @IntegerInRange(1)
  JOB_CIRCUIT_FAILURES = 20;

  /** The first duration; doubled after every trial that fails, up to a minute. */
  @IntegerInRange(1)
  JOB_CIRCUIT_OPEN_MS = 5_000;

  /** Open jobs; more are refused. Inner jobs of open ones are admitted up to ten times as many. */
  @IntegerInRange(1)
  JOB_MAX_OPEN = 20_000;

  /** Units of the jobs that this process drives; above that, new jobs are refused. Inner jobs of open ones are not. */
  @IntegerInRange(1)
  JOB_MAX_OPEN_UNITS = 2_000_000;

  /** How many jobs a job may be inside of, as a task of a task. */
  @IntegerInRange(0)
  JOB_MAX_DEPTH = 16;

  /** Definitions, retired ones included. */
  @IntegerInRange(1)
  JOB_MAX_DEFINITIONS = 10_000;

  /** Versions of one definition. */
  @IntegerInRange(1)
  JOB_MAX_DEFINITION_VERSIONS = 1_000;

  /** Days to keep ended jobs and the state documents made for them; 0 keeps them forever. */
  @IntegerInRange(0)
  JOB_RETENTION_DAYS = 30;

  /** How often to delete jobs past their retention. */
  @IntegerInRange(100)
  JOB_RETENTION_SWEEP_MS = 600_000;

  /**
   * Of several job-controls on one PostgreSQL: a replica that sends no heartbeat for this long counts as dead, and the others
   * take over its jobs.
   */
  @IntegerInRange(1_000)
  JOB_LEASE_MS = 6_000;

  /** How long calls in flight may still finish when the process is told to stop. */
  @IntegerInRange(0)
  JOB_STOP_GRACE_MS = 5_000;
}
