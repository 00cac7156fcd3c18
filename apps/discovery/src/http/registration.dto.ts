import { OneOf, PlatformError, ServiceEntry, Text, validateDto, WebAddress, withoutEmpty } from '#contract';
import { logIgnoredMembers } from './log-ignored-members';
import type { EntryKey } from '../storage/service-writer';

const ID = '0193b7d2-5f0e-7c11-9b53-7a3f1e0c2d4b';

export class RegisteredView extends ServiceEntry {
  @Text({ description: 'Sent once: with it (header Lease-Token) other callers may maintain this registration too' })
  leaseToken?: string;
}

export class RenewalDto {
  @Text({ required: true, minLength: 1, example: ID })
  registryID!: string;
}

export class RenewedView {
  @OneOf(['renewed'], { required: true })
  status!: 'renewed';
}

/** By id or by address, which has a name in each dialect. */
export class UnregistrationDto {
  @Text({ minLength: 1, example: ID })
  registryID?: string;

  @WebAddress()
  url?: string;

  @WebAddress()
  serviceURL?: string;
}

/**
 * Older clients send the whole registration again: everything but the id or address is ignored.
 * @throws PlatformError `invalid-request` without an id or address
 */
export function readUnregistration(body: unknown): EntryKey {
  const { rest, warnings: empty } = withoutEmpty(body, ['registryID', 'url', 'serviceURL']);
  const { value, faults, warnings } = validateDto(UnregistrationDto, rest, { allowUnknown: true });
  if (faults.length > 0) throw new PlatformError('invalid-request', 'This names no registration', { errors: faults });
  logIgnoredMembers('unregister', [...empty, ...warnings]);
  const { registryID, url, serviceURL } = value;
  if (registryID !== undefined) return { registryId: registryID };
  const address = url ?? serviceURL;
  if (address !== undefined) return { url: address };
  const message = 'expected registryID, or url (serviceURL)';
  throw new PlatformError('invalid-request', message, { errors: [{ pointer: '', message }] });
}
