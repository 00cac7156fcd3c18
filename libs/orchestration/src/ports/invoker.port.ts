import type { CallEffect } from '../core/model/effects';
import type { JobState } from '../core/model/state';
import type { ServiceResponse } from '../core/model/service-response';

export const INVOKER = Symbol('Invoker');

export interface CallingJob {
  readonly state: Pick<JobState, 'id' | 'submittedBy'>;
  /** Checked immediately before the request leaves: without permission, none does. */
  mayCall(): boolean;
}

/** Sends one request to a service, and returns what is proven about it. Never rejects for what a service does. */
export interface Invoker {
  send(job: CallingJob, call: CallEffect): Promise<ServiceResponse>;
}
