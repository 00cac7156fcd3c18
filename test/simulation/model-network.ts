import type { CallEffect } from '../../libs/orchestration/src/core/model/effects';
import type { ServiceResponse, ResponseBody } from '../../libs/orchestration/src/core/model/service-response';
import { InstanceLoad } from '../../libs/orchestration/src/adapters/locator/instance-load';
import { endpointOfCall } from '../../libs/orchestration/src/core/task/call-request';
import { isNoop } from '../../libs/orchestration/src/core/model/service-response';
import type { Invoker } from '../../libs/orchestration/src/ports/invoker.port';
import type { Located, Locator, LocatorQuery } from '../../libs/orchestration/src/ports/locator.port';
import { ModelService, type Reply, SERVICE_KINDS, type ServiceKind, targetOf } from './model-service';
import type { Tape } from './tape';
import type { VirtualProcess, VirtualTime } from './virtual-time';

/** When no instance of a service is up, in milliseconds from the start. */
export interface Outage {
  readonly service: ServiceKind;
  readonly from: number;
  readonly for: number;
}

/** What may become of a call. `none` comes up most. */
const FAULTS = [
  'none',
  'not-sent',
  'lost-before',
  'lost-after',
  'reset-after',
  'error-before',
  'error-after',
  'broken-after',
  'refused',
  'in-progress',
  'pending-done',
  'pending-failed',
  'busy',
  'late',
  'raw',
  'empty',
  'oversized',
  'slow',
  'not-offered',
] as const;
type Fault = (typeof FAULTS)[number];

/** The response comes, and its content does not. */
const HIDES: ReadonlySet<Fault> = new Set<Fault>(['raw', 'empty', 'oversized']);

interface Pending {
  reply: Reply | null;
}

/** What lies between job-control and the services, and everything that goes wrong there. */
export class ModelNetwork {
  readonly services: ReadonlyMap<ServiceKind, ModelService>;
  private readonly pending = new Map<string, Pending>();
  private readonly start: number;

  constructor(
    private readonly time: VirtualTime,
    private readonly tape: Tape,
    private outages: readonly Outage[],
    /** Whether this revert is told that nothing is there, and never gets where it should. */
    private readonly misled: (call: CallEffect) => boolean,
    /** Services that hold a record of the author's id before the job. */
    holders: readonly ServiceKind[] = [],
  ) {
    this.services = new Map(SERVICE_KINDS.map((kind) => [kind, new ModelService(kind, holders.includes(kind))]));
    this.start = time.now;
  }

  /** Every service is up again. */
  heal(): void {
    this.outages = [];
  }

  of(process: VirtualProcess, watch: (call: CallEffect) => () => void): Invoker & Locator {
    let searches = 0;
    const load = new InstanceLoad();
    return {
      send: async (_jobId, call) => {
        const settled = watch(call);
        const response = await this.send(process, call);
        settled();
        return response;
      },
      // Some are found in memory, others only after a look elsewhere.
      locate: (query, call) => {
        const locate = (): Located => {
          const located = this.locate(query);
          if (call && 'target' in located) load.reserve(call, located.target.registryId);
          return located;
        };
        return searches++ % 2 === 0 ? locate() : process.after(0, locate);
      },
      record: () => undefined,
      release: (call) => load.release(call),
      releaseJob: (jobId) => load.releaseJob(jobId),
      changed: (signal) => process.clock.sleep(200, signal),
    };
  }

  private locate({ selector, command, same, action }: LocatorQuery): Located {
    const kind = SERVICE_KINDS.find((known) => known === (same?.name ?? selector.tag)) ?? 'ledger';
    const elapsed = this.time.now - this.start;
    const down = this.outages.some((o) => o.service === kind && elapsed >= o.from && elapsed < o.from + o.for);
    if (down) return { reason: `no ${kind} is there` };
    const target = targetOf(kind, this.tape.below(2), command);
    if (target.endpoints[action] === null) return { reason: `it offers no ${action}` };
    return { target, traits: { safe: target.safe, idempotent: target.idempotent } };
  }

  private send(process: VirtualProcess, call: CallEffect): Promise<ServiceResponse> {
    const kind = call.target.name as ServiceKind;
    const latency = 5 + this.tape.below(40);
    if (call.call.action === 'poll') return this.poll(process, call, latency);
    if (this.misled(call)) return process.after(latency, () => responded(404, {}));
    const action = call.call.action;
    const land = (): Reply => {
      const service = this.services.get(kind);
      if (!service) throw new Error(`no service ${kind}`);
      return service.perform(endpointOfCall(action), call.requestId, call.body);
    };
    // Requests that arrive very late are survived by services with a ledger only.
    const drawn = this.draw();
    const late = drawn === 'late' && kind !== 'ledger';
    // A 2xx that hides a noop counts as a success: no client can detect that.
    const hidden = call.undo && kind === 'stub' && HIDES.has(drawn);
    const fault = late ? 'lost-after' : hidden ? 'none' : drawn;
    return this.suffer(fault, process, call, latency, land);
  }

  private draw(): Fault {
    const value = this.tape.next();
    return value < 300 ? 'none' : (FAULTS[value % FAULTS.length] ?? 'none');
  }

  private suffer(
    fault: Fault,
    process: VirtualProcess,
    call: CallEffect,
    latency: number,
    land: () => Reply,
  ): Promise<ServiceResponse> {
    /** The request arrives even if its sender has stopped; the response reaches only a running process. */
    const arrive = (delay: number, then: (reply: Reply) => void = () => undefined): void => {
      this.time.schedule(delay, () => then(land()));
    };
    const respond = (delay: number, given: ServiceResponse): Promise<ServiceResponse> =>
      process.after(delay, () => given);
    const lost: ServiceResponse = { kind: 'no-response', message: 'time-out' };
    switch (fault) {
      case 'none':
        return this.arriveAndRespond(process, latency, latency, land, jsonBody);
      case 'slow':
        return this.arriveAndRespond(process, latency, call.timeoutMs * 0.9, land, jsonBody);
      case 'broken-after':
        return this.arriveAndRespond(process, latency, latency, land, () => ({ kind: 'broken', message: 'torn' }));
      case 'raw':
        return this.arriveAndRespond(process, latency, latency, land, () => ({
          kind: 'raw',
          text: 'ok',
          contentType: 'text/plain',
        }));
      case 'empty':
        return this.arriveAndRespond(process, latency, latency, land, () => ({ kind: 'empty' }));
      case 'oversized':
        return this.arriveAndRespond(process, latency, latency, land, () => ({ kind: 'refused', message: 'too deep' }));
      case 'not-sent':
        return respond(1, { kind: 'not-sent', message: 'connection refused' });
      case 'lost-before':
        return respond(call.timeoutMs, lost);
      case 'lost-after':
        arrive(latency);
        return respond(call.timeoutMs, lost);
      case 'late':
        arrive(call.timeoutMs * (1 + this.tape.below(20)));
        return respond(call.timeoutMs, lost);
      case 'reset-after':
        arrive(latency);
        return respond(latency + 1, { kind: 'no-response', message: 'reset' });
      case 'error-after':
        arrive(latency);
        return respond(latency + 1, responded(500, {}));
      default:
        return this.refuse(fault, process, call, latency, land);
    }
  }

  private refuse(
    fault: Fault,
    process: VirtualProcess,
    call: CallEffect,
    latency: number,
    land: () => Reply,
  ): Promise<ServiceResponse> {
    const respond = (given: ServiceResponse): Promise<ServiceResponse> => process.after(latency, () => given);
    switch (fault) {
      case 'error-before':
        return respond(responded(503, {}, this.tape.below(2) === 0 ? {} : { retryAfterMs: 1000 }));
      case 'refused':
        return respond(responded(call.undo ? 409 : 422, {}));
      case 'in-progress':
        return respond(responded(409, { code: 'request-in-progress' }));
      case 'busy':
        return respond(responded(429, {}, { retryAfterMs: this.tape.below(3) * 500 }));
      case 'not-offered':
        return respond(call.call.action === 'execute' ? responded(400, {}) : responded(405, {}));
      default:
        return this.accept(fault === 'pending-done', process, call, latency, land);
    }
  }

  /** 202, and the response is to be fetched elsewhere, later. */
  private accept(
    works: boolean,
    process: VirtualProcess,
    call: CallEffect,
    latency: number,
    land: () => Reply,
  ): Promise<ServiceResponse> {
    const location = `/pending/${this.pending.size}`;
    const pending: Pending = { reply: null };
    this.pending.set(location, pending);
    const failed: Reply = { status: this.tape.below(2) === 0 ? 500 : 422, value: {} };
    // Without a ledger, work that is done after its revert stays done: no client can prevent that.
    const early = works && call.target.name !== 'ledger';
    let reply: Reply | null = null;
    if (early) this.time.schedule(latency, () => (reply = land()));
    this.time.schedule(latency + 50 * this.tape.below(20), () => {
      pending.reply = reply ?? (works ? land() : failed);
    });
    return process.after(latency, () => responded(202, {}, { location }));
  }

  private poll(process: VirtualProcess, { call, timeoutMs }: CallEffect, latency: number): Promise<ServiceResponse> {
    const fault = this.draw();
    if (fault === 'not-sent') return process.after(1, () => ({ kind: 'not-sent', message: 'connection refused' }));
    if (fault.startsWith('lost')) return process.after(timeoutMs, () => ({ kind: 'no-response', message: 'time-out' }));
    return process.after(latency, () => {
      const reply = this.pending.get(call.pollUrl ?? '')?.reply;
      return reply ? responded(reply.status, reply.value) : responded(202, {});
    });
  }

  private arriveAndRespond(
    process: VirtualProcess,
    arrivesAfter: number,
    respondsAfter: number,
    land: () => Reply,
    body: (reply: Reply) => ResponseBody,
  ): Promise<ServiceResponse> {
    return new Promise((resolve) => {
      this.time.schedule(arrivesAfter, () => {
        const reply = land();
        // A response that nothing was done is in JSON, or no client could understand it.
        const given: ServiceResponse = {
          kind: 'responded',
          status: reply.status,
          body: isNoop(reply.value) ? jsonBody(reply) : body(reply),
          bytes: 1,
        };
        this.time.schedule(respondsAfter - arrivesAfter, () => resolve(given), process);
      });
    });
  }
}

function jsonBody({ value }: Reply): ResponseBody {
  return { kind: 'json', value };
}

function responded(
  status: number,
  value: unknown,
  more: { retryAfterMs?: number; location?: string } = {},
): ServiceResponse {
  return { kind: 'responded', status, body: { kind: 'json', value }, bytes: 1, ...more };
}
