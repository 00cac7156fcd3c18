import { documentAddress, type ProfileFault } from '#alps';
import type { AlpsStatus } from '#contract';
import type { ServiceRegistration } from './entry';

/** What came of fetching a service's ALPS profile. */
export interface ProfileState {
  readonly status: AlpsStatus;
  /** Of what its profile means; absent while no valid version of it is known. */
  readonly digest?: string;
  /** The first faults only: every list of services has them. */
  readonly faults: readonly ProfileFault[];
}

export const FAULTS_SHOWN = 10;

/** Where the ALPS profile of a service should be; undefined if it names none: a profile may also be a mere name. */
export function profileAddressOf({ alps, profile }: ServiceRegistration): string | undefined {
  return documentAddress(alps ?? profile ?? '');
}
