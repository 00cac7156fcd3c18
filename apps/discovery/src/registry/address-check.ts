import { Injectable } from '@nestjs/common';
import { type FieldFault, PlatformError } from '#contract';
import { OutboundPolicy } from '#platform';
import type { ServiceRegistration } from '../core/entry';

/** Refuses registrations whose addresses the outbound policy forbids. */
@Injectable()
export class AddressCheck {
  constructor(private readonly policy: OutboundPolicy) {}

  /** @throws PlatformError `address-refused` with every address at fault, and why */
  async check({ url, pingUrl, alps }: ServiceRegistration): Promise<void> {
    const faults = await Promise.all([
      this.faultOf('/url', url),
      this.faultOf('/pingURL', pingUrl),
      this.faultOf('/alps', alps),
    ]);
    const errors = faults.filter((fault) => fault !== null);
    if (errors.length === 0) return;
    const reasons = errors.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`).join('; ');
    throw new PlatformError('address-refused', `This platform does not call that: ${reasons}`, { errors });
  }

  private async faultOf(pointer: string, address: string | undefined): Promise<FieldFault | null> {
    const message = address === undefined ? null : await this.policy.refusalOf(address);
    return message === null ? null : { pointer, message };
  }
}
