import { POLICY_DEFAULTS, type PolicyDefaults } from './core/plan/defaults';
import type { OrchestrationConfig } from './orchestration.config';

/** The default policies of a job in this installation. */
export function policyDefaults(config: OrchestrationConfig): PolicyDefaults {
  return {
    retry: {
      ...POLICY_DEFAULTS.retry,
      maxAttempts: config.JOB_RETRY_MAX_ATTEMPTS,
      initialIntervalMs: config.JOB_RETRY_INITIAL_INTERVAL_MS,
    },
    undoRetry: {
      ...POLICY_DEFAULTS.undoRetry,
      maxAttempts: config.JOB_UNDO_MAX_ATTEMPTS,
      initialIntervalMs: config.JOB_UNDO_INITIAL_INTERVAL_MS,
    },
    timeoutMs: config.JOB_TIMEOUT_MS,
    bindTimeoutMs: config.JOB_BIND_TIMEOUT_MS,
    taskMaxTtlMs: config.JOB_TASK_MAX_TTL_S * 1000,
    stateTimeoutMs: config.JOB_STATE_TIMEOUT_MS,
    limits: {
      items: config.JOB_MAX_ITEMS,
      unitsAtOnce: config.JOB_MAX_UNITS_AT_ONCE,
      inputBytes: config.JOB_MAX_INPUT_BYTES,
      recordBytes: config.JOB_MAX_RECORD_BYTES,
      resultsBytes: config.JOB_MAX_RESULTS_BYTES,
      units: config.JOB_MAX_UNITS,
      inputsBytes: config.JOB_MAX_INPUTS_BYTES,
      signalBytes: config.JOB_MAX_SIGNAL_BYTES,
      keptSignals: config.JOB_MAX_KEPT_SIGNALS,
    },
  };
}
