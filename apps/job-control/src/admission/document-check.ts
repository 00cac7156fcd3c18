import { Injectable } from '@nestjs/common';
import {
  type FieldFault,
  type JobDocument,
  type JobValidation,
  type Validated,
  validatingJobDocument,
} from '#contract';
import { StateAddresses } from '#orchestration';
import { inTimeSlices, OutboundPolicy } from '#platform';

/** Validates a job document, and that the state document it names has an address this platform may call. */
@Injectable()
export class DocumentCheck {
  private readonly listed: OutboundPolicy;

  constructor(
    private readonly addresses: StateAddresses,
    policy: OutboundPolicy,
  ) {
    this.listed = policy.onlyListed();
  }

  async check(body: unknown, options?: JobValidation): Promise<Validated<JobDocument>> {
    const checked = await inTimeSlices(validatingJobDocument(body, options));
    const told = checked.faults.some(({ pointer }) => pointer === '/sharedStateURL');
    const faults = told ? [] : await this.faultsOf(checked.value.sharedStateURL);
    return { ...checked, faults: [...checked.faults, ...faults] };
  }

  private async faultsOf(address: string | undefined): Promise<FieldFault[]> {
    if (address === undefined || this.addresses.isOurs(address)) return [];
    const reason = await this.listed.refusalOf(address);
    const pointer = '/sharedStateURL';
    return reason === null
      ? []
      : [{ pointer, message: `expected a document of this platform's shared-state: ${reason}` }];
  }
}
