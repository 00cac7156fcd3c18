import type { OutboundHttp, OutboundRequest } from '#platform';
import type { Call } from '../../core/effects';
import type { Answer } from '../../core/task/answer';
import type { Clock } from '../../ports/clock.port';
import type { Invoker } from '../../ports/invoker.port';
import { answerOf } from './answer-of';
import { callHeaders } from './call-headers';
import { Gate } from './gate';
import { pollAddress } from './poll-address';

const NOT_OURS: Answer = { kind: 'not-sent', message: 'this process may not call for the job at the moment' };

export interface InvokerLimits {
  readonly maxAnswerBytes: number;
  readonly maxCallsPerService: number;
}

/** Calls services over HTTP, through the platform's guarded way out. */
export class HttpInvoker implements Invoker {
  private readonly gate: Gate;

  constructor(
    private readonly http: OutboundHttp,
    private readonly limits: InvokerLimits,
    private readonly clock: Clock,
  ) {
    this.gate = new Gate(limits.maxCallsPerService);
  }

  async send(jobId: string, call: Call, mayCall: () => boolean): Promise<Answer> {
    const request = requestFor(jobId, call, this.limits.maxAnswerBytes);
    if (typeof request === 'string') return { kind: 'not-sent', message: request };
    const send = () => (mayCall() ? this.http.send(request) : Promise.resolve(null));
    const outcome = await this.gate.run(call.target.registryId, call.undo, send);
    return outcome === null ? NOT_OURS : answerOf(outcome, this.clock.now());
  }
}

/** The request, or why there is none. */
function requestFor(jobId: string, call: Call, maxBytes: number): OutboundRequest | string {
  const headers = callHeaders(jobId, call);
  const { timeoutMs, target } = call;
  const { action, pollUrl } = call.call;
  if (action === 'poll') {
    const url = pollAddress(pollUrl, target);
    if (url === null) return `it named ${pollUrl ?? 'nothing'} as the place to ask, which is not its own`;
    const { 'content-type': _, ...withoutBody } = headers;
    return { method: 'GET', url, headers: withoutBody, timeoutMs, maxBytes };
  }
  const url = target.endpoints[action];
  if (url === null) return `${target.name} offers no ${action}`;
  return { method: 'POST', url, headers, body: JSON.stringify(call.body), timeoutMs, maxBytes };
}
