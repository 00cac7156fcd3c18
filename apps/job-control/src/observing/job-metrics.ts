import { Inject, Injectable } from '@nestjs/common';
import {
  type Catalog,
  CATALOG,
  type JobState,
  type JobStatus,
  type Observer,
  Orchestrator,
  type RecordedEvent,
} from '#orchestration';
import { BoundedLabels, Metrics } from '#platform';
import type { Gauge } from 'prom-client';
import { endedAttempt } from './unit-calls';

const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const JOB_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300, 3600, 86_400];
const MS = 1000;

type Outcomes = Readonly<Partial<Record<RecordedEvent['type'], string>>>;

const TASK_OUTCOMES: Outcomes = { 'unit-succeeded': 'succeeded', 'unit-failed': 'failed', 'unit-skipped': 'skipped' };
const REVERT_OUTCOMES: Outcomes = {
  'unit-reverted': 'acknowledged',
  'unit-left-open': 'open',
  'unit-written-off': 'written-off',
};

/** While the database is unavailable the gauge has no values: an old number would look current. */
async function countOpen(gauge: Gauge<'status'>, catalog: Catalog): Promise<void> {
  const counts = await catalog.countOpen().catch(() => new Map<JobStatus, number>());
  gauge.reset();
  for (const [status, count] of counts) gauge.set({ status }, count);
}

/** Metrics of jobs, from the events on disk. */
@Injectable()
export class JobMetrics implements Observer {
  private readonly services = new BoundedLabels();
  private readonly accepted;
  private readonly ended;
  private readonly durations;
  private readonly tasks;
  private readonly calls;
  private readonly reverts;
  private readonly batches;

  constructor(metrics: Metrics, orchestrator: Orchestrator, @Inject(CATALOG) catalog: Catalog) {
    this.accepted = metrics.counter('jobs_accepted_total', 'Jobs that were submitted and are safe on disk', []);
    this.ended = metrics.counter('jobs_ended_total', 'Jobs that ended, by how; again when one ends again', ['status']);
    const jobSeconds = 'From the submission of a job to its end, by how it ended';
    this.durations = metrics.histogram('job_duration_seconds', jobSeconds, ['status'], JOB_SECONDS);
    this.tasks = metrics.counter('job_tasks_total', 'Tasks, and items of forEach tasks, by outcome', ['outcome']);
    this.calls = metrics.histogram(
      'service_call_duration_seconds',
      'From the intent to call a service, which goes to disk first, to the outcome of the call',
      ['service', 'action', 'outcome'],
    );
    this.reverts = metrics.counter('job_reverts_total', 'Effects that were to be undone, by outcome', ['outcome']);
    this.batches = metrics.histogram('journal_batch_jobs', 'Jobs that shared one write', [], BATCH_SIZES);
    metrics.gauge('jobs_driven', 'Jobs that this process drives', [], (g) => g.set(orchestrator.open));
    const open = 'Jobs of all replicas that have not ended, or need attention, by status; every replica tells the same';
    metrics.gauge('jobs_open', open, ['status'], (gauge) => countOpen(gauge, catalog));
    orchestrator.observe(this);
  }

  written(jobs: number): void {
    this.batches.observe(jobs);
  }

  recorded(events: readonly RecordedEvent[], state: JobState): void {
    for (const event of events) this.count(event, state);
  }

  private count(event: RecordedEvent, state: JobState): void {
    const task = TASK_OUTCOMES[event.type];
    const revert = event.type === 'unit-reverted' && event.noop ? 'noop' : REVERT_OUTCOMES[event.type];
    if (task !== undefined) this.tasks.inc({ outcome: task });
    else if (revert !== undefined) this.reverts.inc({ outcome: revert });
    else if (event.type === 'attempt-ended') this.measure(event, state);
    else if (event.type === 'job-accepted') this.accepted.inc();
    else if (event.type === 'job-ended') {
      this.ended.inc({ status: event.status });
      this.durations.observe({ status: event.status }, (event.at - state.createdAt) / MS);
    }
  }

  private measure(event: Extract<RecordedEvent, { type: 'attempt-ended' }>, state: JobState): void {
    const attempt = endedAttempt(state, event);
    // A rerun in the same write has removed the earlier attempts.
    if (!attempt) return;
    const { action, service, startedAt } = attempt;
    const labels = { service: this.services.of(service), action, outcome: event.outcome };
    this.calls.observe(labels, (event.at - startedAt) / MS);
  }
}
