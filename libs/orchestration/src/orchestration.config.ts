import { HttpAddress, Whole } from '#platform';
import { JOB_LIMITS } from './core/plan/limits';
import { IsIn, IsOptional, IsString } from 'class-validator';

/** What orchestration reads from its environment. Times in milliseconds unless the name says otherwise. */
export class OrchestrationConfig {
  /** How shared-state is known to others, where that is not SHARED_STATE_URL. */
  @IsOptional()
  @HttpAddress()
  SHARED_STATE_PUBLIC_URL?: string = undefined;

  /** Path of the JSON document that says which secrets there are, and for whom: see docs/secrets.md. */
  @IsOptional()
  @IsString()
  SECRETS_FILE?: string = undefined;

  /** Whether calls to services are signed (RFC 9421): see docs/signatures.md. */
  @IsIn(['on', 'off'], { message: '$property must be on or off' })
  SIGN_CALLS: 'on' | 'off' = 'on';

  /** Path of a JWK set of private Ed25519 keys: the first signs. Without it keys are made and replaced by themselves. */
  @IsOptional()
  @IsString()
  SIGNING_KEYS_FILE?: string = undefined;

  /** Days after which a key is replaced that was made here. */
  @Whole(1)
  SIGNING_KEY_MAX_AGE_DAYS = 90;

  /** Time limit of one attempt, where the job says nothing. */
  @Whole(1)
  JOB_TIMEOUT_MS = 30_000;

  /** How long a service may not be there: not registered, not reachable, or too busy to take a call. */
  @Whole(0)
  JOB_BIND_TIMEOUT_MS = 60_000;

  /** Attempts of a forward call, where the job says nothing. */
  @Whole(1)
  JOB_RETRY_MAX_ATTEMPTS = 3;

  /** Pause before the second attempt of a forward call, where the job says nothing. */
  @Whole(0)
  JOB_RETRY_INITIAL_INTERVAL_MS = 500;

  /** Attempts of a revert, where the job says nothing. */
  @Whole(1)
  JOB_UNDO_MAX_ATTEMPTS = 5;

  /** Pause before the second attempt of a revert, where the job says nothing. */
  @Whole(0)
  JOB_UNDO_INITIAL_INTERVAL_MS = 12_000;

  /** How long to keep trying while shared-state cannot be reached. */
  @Whole(0)
  JOB_STATE_TIMEOUT_MS = 60_000;

  /** Seconds a task may take in all, where the job says nothing. */
  @Whole(1)
  JOB_TASK_MAX_TTL_S = 86_400;

  /** The largest answer of a service, in bytes. */
  @Whole(1)
  JOB_MAX_ANSWER_BYTES = 1024 * 1024;

  /** The largest state document, in bytes. */
  @Whole(1)
  JOB_MAX_STATE_BYTES = 4 * 1024 * 1024 + 1024;

  /** Items of one forEach. */
  @Whole(1)
  JOB_MAX_ITEMS = JOB_LIMITS.items;

  /** Units of one step that are under way at once; the others wait for their turn. */
  @Whole(1)
  JOB_MAX_UNITS_AT_ONCE = JOB_LIMITS.unitsAtOnce;

  /** The body of one call with its references resolved, in bytes. */
  @Whole(1)
  JOB_MAX_INPUT_BYTES = JOB_LIMITS.inputBytes;

  /** What one record of the journal may hold: the inputs of a step, or what a step stores; in bytes. */
  @Whole(1024 * 1024)
  JOB_MAX_RECORD_BYTES = JOB_LIMITS.recordBytes;

  /** The results that one job keeps, in bytes. */
  @Whole(1)
  JOB_MAX_RESULTS_BYTES = JOB_LIMITS.resultsBytes;

  /** Calls in flight to one service; a quarter as many more are for undoing alone. Inner jobs do not count. */
  @Whole(1)
  JOB_MAX_CALLS_PER_SERVICE = 64;

  /**
   * Failures in a row (no answer, 5xx, or an answer that cannot be used) after which new work keeps away from an instance
   * for a while.
   */
  @Whole(1)
  JOB_CIRCUIT_FAILURES = 20;

  /** For how long at first; twice as long after every trial that fails, a minute at most. */
  @Whole(1)
  JOB_CIRCUIT_OPEN_MS = 5_000;

  /** Jobs that have not ended; more are refused. Inner jobs of open ones are taken in until there are ten times as many. */
  @Whole(1)
  JOB_MAX_OPEN = 20_000;

  /** Days for which ended jobs, and the state documents made for them, are kept; 0 keeps them for ever. */
  @Whole(0)
  JOB_RETENTION_DAYS = 30;

  /** How often to look for what has been kept long enough. */
  @Whole(100)
  JOB_RETENTION_SWEEP_MS = 600_000;

  /**
   * With several job-controls on one PostgreSQL: a replica that has not been heard of for so long is taken for dead, and
   * the others take its jobs over.
   */
  @Whole(1_000)
  JOB_LEASE_MS = 6_000;

  /** How long calls in flight may still be answered when the process is told to stop. */
  @Whole(0)
  JOB_STOP_GRACE_MS = 5_000;
}
