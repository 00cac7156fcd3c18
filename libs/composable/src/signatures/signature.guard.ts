import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { COVERED_COMPONENTS, SIGNATURE_LABEL, SIGNATURE_TAG } from '#platform';
import { CallVerifier } from './call-verifier';

/** Null: signatures are not checked. */
export const CALL_VERIFIER = Symbol('CallVerifier');

const COMPONENTS = [...COVERED_COMPONENTS, 'content-digest'].map((name) => `"${name}"`).join(' ');
/** RFC 9421, section 5.1: the required signature. */
const WANTED = `${SIGNATURE_LABEL}=(${COMPONENTS});created;expires;nonce;keyid;tag="${SIGNATURE_TAG}"`;

/** Guards /execute, /repeat and /revert. */
@Injectable()
export class SignatureGuard implements CanActivate {
  constructor(@Inject(CALL_VERIFIER) private readonly verifier: CallVerifier | null) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.verifier === null) return true;
    const http = context.switchToHttp();
    http.getResponse<Response>().setHeader('Accept-Signature', WANTED);
    await this.verifier.check(http.getRequest<Request>());
    http.getResponse<Response>().removeHeader('Accept-Signature');
    return true;
  }
}
