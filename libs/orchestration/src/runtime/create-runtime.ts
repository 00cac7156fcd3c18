import type { Clock } from '../ports/clock.port';
import type { CommandQueue } from '../ports/command-queue.port';
import type { Executors } from '../ports/executor.port';
import type { Journal } from '../ports/journal.port';
import type { Rests } from '../ports/rests.port';
import type { OrchestratorLog } from '../ports/log.port';
import type { Ownership } from '../ports/ownership.port';
import type { StateClient } from '../ports/state-client.port';
import { OpenJobs } from './driving/open-jobs';
import { JobStates } from './journal/job-states';
import { JobSubscribers } from './journal/job-subscribers';
import { JournalTail } from './journal/journal-tail';
import { JournalWriter } from './journal/journal-writer';
import { Retention, type RetentionPolicy } from './journal/retention';
import { Orchestrator } from './orchestrator';
import { OperatorActions } from './replicas/operator-actions';
import { RemoteCommands } from './replicas/remote-commands';
import { ReplicaLoop } from './replicas/replica-loop';

export interface RuntimePorts {
  readonly journal: Journal;
  readonly ownership: Ownership;
  readonly rests: Rests;
  readonly queue: CommandQueue;
  readonly states: StateClient;
  readonly executors: Executors;
  readonly clock: Clock;
  readonly log: OrchestratorLog;
}

export interface RuntimeOptions {
  /** How long a replica may be silent before others take over its jobs, in milliseconds. */
  readonly leaseMs: number;
  readonly retention: RetentionPolicy;
  /** Open jobs in memory from which on those that are due wait for their turn. Default: none. */
  readonly mostDriven?: number;
  /** The clock of heartbeats and polling, if not that of the ports. */
  readonly replicaClock?: Clock;
}

export interface Runtime {
  readonly orchestrator: Orchestrator;
  readonly replica: ReplicaLoop;
  readonly retention: Retention;
}

/** Connects the parts of the runtime. Nothing runs until they are started. */
export function createRuntime(ports: RuntimePorts, options: RuntimeOptions): Runtime {
  const { journal, ownership, rests, queue, states, executors, clock, log } = ports;
  const { leaseMs, retention, replicaClock = clock, mostDriven = Infinity } = options;
  const subscribers = new JobSubscribers();
  const writer = new JournalWriter(journal, clock, (jobs) => subscribers.written(jobs));
  const context = { ownership, rests, writer, executors, subscribers };
  const jobs = new OpenJobs(new JobStates(journal), context, clock, log, mostDriven);
  const remote = new RemoteCommands(queue, clock);
  const actions = new OperatorActions(jobs, ownership, remote, clock);
  const tail = new JournalTail(journal, subscribers, (jobId) => jobs.has(jobId));
  return {
    orchestrator: new Orchestrator({ journal, jobs, actions, writer, subscribers }),
    replica: new ReplicaLoop({ jobs, writer, tail, actions, remote, ownership, log }, leaseMs, replicaClock),
    retention: new Retention(journal, ownership, states, retention, clock, log),
  };
}
