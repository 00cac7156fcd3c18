import { hasEnded } from '#contract/pure';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandMessage, isJsonObject, type JsonObject, PlatformError, withoutMember } from '#contract';
import type { Call, CallResponse } from '#composable';
import {
  ActionRefused,
  type Catalog,
  CATALOG,
  type JobState,
  type OperatorCommand,
  Orchestrator,
} from '#orchestration';
import type { Principal } from '#platform';
import { DefinitionStarts } from '../definitions/definition-starts';
import { taskKey } from '../http/idempotency-key';
import { type OuterTask, JobAdmission } from '../admission/job-admission';
import { JobViews } from '../views/job-views';
import { visibleOwner } from '../views/job-visibility';
import { creationResponse, reversalResponse } from './job-responses';
import { Tombstones } from './tombstones';

/** How long a call waits for the job before it gets 202 and an address to poll. */
const MAX_WAIT_MS = 10_000;
/** Calls that may wait at once, each of which keeps a connection. The others get 202 at once. */
const MOST_WAITING = 400;

/** The size of the journal's column. */
const MAX_ID_LENGTH = 64;

/**
 * Jobs as a resource of the composable contract: a job can be a task of another job. The request id of the outer task
 * is the key of the inner job's submission, so however often the task is repeated there is one inner job.
 */
@Injectable()
export class JobCalls {
  private waiting = 0;

  constructor(
    private readonly admission: JobAdmission,
    private readonly starts: DefinitionStarts,
    private readonly orchestrator: Orchestrator,
    private readonly views: JobViews,
    private readonly tombstones: Tombstones,
    @Inject(CATALOG) private readonly catalog: Catalog,
  ) {}

  async perform(call: Call, caller: Principal | null): Promise<CallResponse> {
    const { message } = call;
    if (message && message.resource !== 'job') throw unknownCommand(`job-control keeps jobs, not ${message.resource}`);
    switch (message?.command ?? 'create') {
      case 'create':
        return this.create(call, caller);
      case 'read':
        return {
          status: 200,
          body: { result: await this.views.of(await this.views.find(message?.id ?? '', caller)) },
        };
      case 'list': {
        const { rows } = await this.catalog.list({ limit: 100, submittedBy: visibleOwner(caller) });
        return { status: 200, body: { result: rows.map((row) => this.views.summary(row)) } };
      }
      default:
        throw unknownCommand(`job-control has no command "${message?.command ?? ''}"`);
    }
  }

  /** Reverts the job of a request id; also if it never began, so that a late execute is refused. */
  async revert({ requestId, message }: Call, caller: Principal | null): Promise<CallResponse> {
    if (message && message.command !== 'create') return { status: 200, body: { status: 'noop' } };
    if (requestId === undefined)
      throw new PlatformError('invalid-request', 'A revert needs the request id of the execute');
    const key = taskKey(requestId, caller);
    const jobId = (await this.catalog.findSubmission(key))?.jobId ?? (await this.tombstones.put(key, caller));
    if (jobId === null) return { status: 200, body: { status: 'noop' } };
    const state = await this.views.find(jobId, caller);
    const command = undoing(state);
    const by = caller?.name ?? null;
    if (command !== null) await this.act(jobId, { ...command, by, reason: `revert of request ${requestId}` });
    return reversalResponse(this.views.outline(await this.endOrState(jobId, caller)));
  }

  private async act(jobId: string, command: OperatorCommand): Promise<void> {
    try {
      await this.orchestrator.act(jobId, command);
    } catch (error) {
      // It ended before the command arrived: its outcome is the response.
      if (!(error instanceof ActionRefused)) throw error;
    }
  }

  private async create(call: Call, caller: Principal | null): Promise<CallResponse> {
    const state = await this.jobFor(call, caller);
    if (state.status === 'reverted' || state.undo?.target === 'reverted') {
      throw new PlatformError('reverted', 'This request was reverted: its job does not run any more');
    }
    return creationResponse(this.views.outline(await this.endOrState(state.id, caller)));
  }

  private async jobFor(call: Call, caller: Principal | null): Promise<JobState> {
    const { requestId, message } = call;
    const key = requestId === undefined ? undefined : taskKey(requestId, caller);
    const known = key === undefined ? null : await this.catalog.findSubmission(key);
    if (known !== null) return this.views.find(known.jobId, caller);
    const options = {
      caller,
      innerOf: outerOf(call),
      ...(key !== undefined && { key }),
      ...(message?.id !== undefined && { jobId: jobIdOf(message.id) }),
    };
    const document = documentOf(call);
    const start = startIn(document);
    return start ? this.starts.start(start.name, start.body, options) : this.admission.admit(document, options);
  }

  private async endOrState(jobId: string, caller: Principal | null): Promise<JobState> {
    return (await this.ended(jobId)) ?? this.views.find(jobId, caller);
  }

  private async ended(jobId: string): Promise<JobState | null> {
    if (this.waiting >= MOST_WAITING) return null;
    this.waiting += 1;
    try {
      return await this.orchestrator.ended(jobId, (giveUp) => {
        const timer = setTimeout(giveUp, MAX_WAIT_MS).unref();
        return () => clearTimeout(timer);
      });
    } finally {
      this.waiting -= 1;
    }
  }
}

/** The command that undoes a job in its state; null if it is undone, or being undone. */
function undoing(state: JobState) {
  if (state.status === 'needs-attention') return { type: 'continue', skip: [] } as const;
  if (!hasEnded(state) && state.undo === null) return { type: 'cancel' } as const;
  if (state.status === 'completed' || state.status === 'killed') return { type: 'revert', to: null } as const;
  // It is back, or on the way.
  return null;
}

function documentOf({ input, message }: Call): unknown {
  return message ? payloadOf(message) : withoutMember(input, 'requestId');
}

/** A definition is named instead of a job document. */
function startIn(document: unknown): { name: string; body: JsonObject } | null {
  if (!isJsonObject(document) || typeof document.definition !== 'string') return null;
  return { name: document.definition, body: withoutMember(document, 'definition') };
}

function payloadOf({ payload }: CommandMessage): unknown {
  if (isJsonObject(payload)) return payload;
  throw new PlatformError('unprocessable', 'A job is created from a job document', {
    errors: [{ pointer: '/payload', message: 'expected a job document' }],
  });
}

function jobIdOf(id: string): string {
  if (id.length <= MAX_ID_LENGTH) return id;
  throw new PlatformError('unprocessable', `A job's id may have ${MAX_ID_LENGTH} characters`, {
    errors: [{ pointer: '/id', message: `expected at most ${MAX_ID_LENGTH} characters` }],
  });
}

/** The outer job, from the message's metadata; of a plain input, from its headers. */
function outerOf({ message, correlationId, requestId }: Call): OuterTask | null {
  const named = message?.metadata?.jobId;
  const jobId = typeof named === 'string' ? named : correlationId;
  return jobId === undefined || requestId === undefined ? null : { jobId, requestId };
}

function unknownCommand(message: string): PlatformError {
  return new PlatformError('unprocessable', message, { errors: [{ pointer: '/command', message }] });
}
