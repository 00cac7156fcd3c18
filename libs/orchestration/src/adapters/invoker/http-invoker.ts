import { Inject, Injectable } from '@nestjs/common';
import { OutboundHttp, type OutboundRequest } from '#platform';
import type { CallEffect } from '../../core/model/effects';
import { endpointOfCall } from '../../core/task/call-request';
import type { ServiceResponse, NotSent } from '../../core/model/service-response';
import { OrchestrationConfig } from '../../orchestration.config';
import { type Clock, CLOCK } from '../../ports/clock.port';
import type { CallingJob, Invoker } from '../../ports/invoker.port';
import { type Secrets, SECRETS, SecretWithheld } from '../../ports/secrets.port';
import { redactResponse } from '../secrets/redact-response';
import { reveal, type Revealed } from '../secrets/reveal';
import { CallSigner } from '../signatures/call-signer';
import { toServiceResponse } from './to-service-response';
import { callHeaders } from './call-headers';
import { ConcurrencyLimiter, priorityOf } from './concurrency-limiter';
import { JOB_SERVICE } from './job-service';
import { pollAddress } from './poll-address';

const NOT_OURS = 'this process may not call for the job at the moment';

/** Calls services over HTTP, through the platform's guarded outbound client. */
@Injectable()
export class HttpInvoker implements Invoker {
  constructor(
    private readonly http: OutboundHttp,
    private readonly limiter: ConcurrencyLimiter,
    private readonly signer: CallSigner,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(OrchestrationConfig)
    private readonly config: Pick<OrchestrationConfig, 'JOB_MAX_ANSWER_BYTES' | 'SIGN_CALLS'>,
    @Inject(CLOCK) private readonly clock: Pick<Clock, 'now'>,
  ) {}

  send(job: CallingJob, call: CallEffect): Promise<ServiceResponse> {
    // Calls that wait for inner jobs would occupy the slots that these need for inner jobs of their own.
    if (call.target.name === JOB_SERVICE) return this.sendNow(job, call);
    return this.limiter.run(call.target.registryId, priorityOf(call), () => this.sendNow(job, call));
  }

  private async sendNow(job: CallingJob, call: CallEffect): Promise<ServiceResponse> {
    const ready = await this.prepare(job.state, call).catch(withheld);
    if ('kind' in ready) return ready;
    if (!job.mayCall()) return untried(NOT_OURS);
    const outcome = await this.http.send(ready);
    return redactResponse(await toServiceResponse(outcome, this.clock.now()), this.secrets);
  }

  /** Secrets are read after the wait for a slot, so that they are current. */
  private async prepare(
    { id, submittedBy }: CallingJob['state'],
    call: CallEffect,
  ): Promise<OutboundRequest | NotSent> {
    const revealed = holdsSecrets(call) ? await reveal(call, submittedBy, this.secrets) : asItIs(call);
    const request = requestFor(id, call, revealed, this.config.JOB_MAX_ANSWER_BYTES);
    if (typeof request === 'string') return untried(request);
    return this.config.SIGN_CALLS === 'on' ? this.signer.sign(request) : request;
  }
}

function holdsSecrets({ secrets, headers }: CallEffect): boolean {
  return secrets.length > 0 || Object.values(headers).some((value) => typeof value !== 'string');
}

function asItIs({ body, headers }: CallEffect): Revealed {
  return { body, headers: headers as Record<string, string> };
}

function untried(message: string): NotSent {
  return { kind: 'not-sent', message, untried: true };
}

/** The request was not sent, which proves that nothing was done. */
function withheld(error: unknown): NotSent {
  if (!(error instanceof SecretWithheld)) return untried(error instanceof Error ? error.message : String(error));
  const { code, message } = error;
  return { kind: 'not-sent', message, refusal: { code, final: code === 'secret-refused' } };
}

/** The request, or the reason why it cannot be made. */
function requestFor(
  jobId: string,
  call: CallEffect,
  { body, headers: more }: Revealed,
  maxBytes: number,
): OutboundRequest | string {
  const headers = { ...more, ...callHeaders(jobId, call) };
  const { timeoutMs, target } = call;
  const { action, pollUrl } = call.call;
  if (action === 'poll') {
    const url = pollAddress(pollUrl, target);
    if (url === null) return `it named ${pollUrl ?? 'nothing'} as the place to ask, which is not its own`;
    const { 'content-type': _, ...withoutBody } = headers;
    return { method: 'GET', url, headers: withoutBody, timeoutMs, maxBytes };
  }
  const url = target.endpoints[endpointOfCall(action)];
  if (url === null) return `${target.name} offers no ${action}`;
  return { method: 'POST', url, headers, body: JSON.stringify(body), timeoutMs, maxBytes };
}
