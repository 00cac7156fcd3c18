import type { FieldFault } from '../errors/field-fault';
import { Text, WebAddress } from '../validation/fields';
import { withoutEmpty } from '../validation/without-empty';
import { validateDto, type Validated } from '../validation/validate-dto';
import { ServiceTraits } from './service-traits.dto';

/** The body of `POST /register`, in either dialect or a mixture of both. */
export class RegistrationDto extends ServiceTraits {
  @Text({ minLength: 1, description: 'Name; `serviceName` means the same. One of them is required' })
  name?: string;

  @Text({ minLength: 1 })
  serviceName?: string;

  @WebAddress({ description: 'Base address; `serviceURL` means the same. One of them is required' })
  url?: string;

  @WebAddress()
  serviceURL?: string;
}

const ADDRESSES = ['url', 'serviceURL', 'pingURL', 'pingUrl', 'alps'] as const;

/** Services send more members than this platform knows: unknown ones are warnings here. */
export function validateRegistration(plain: unknown): Validated<RegistrationDto> {
  const { rest, warnings } = withoutEmpty(plain, ADDRESSES);
  const { value, faults, warnings: unknown } = validateDto(RegistrationDto, rest, { allowUnknown: true });
  return { value, faults: [...faults, ...missing(value, faults)], warnings: [...warnings, ...unknown] };
}

function missing({ name, serviceName, url, serviceURL }: RegistrationDto, faults: FieldFault[]): FieldFault[] {
  if (faults.some(({ pointer }) => pointer === '')) return [];
  return [
    ...((name ?? serviceName) === undefined ? [{ pointer: '/name', message: 'is missing: expected a name' }] : []),
    ...((url ?? serviceURL) === undefined ? [{ pointer: '/url', message: 'is missing: expected the address' }] : []),
  ];
}
