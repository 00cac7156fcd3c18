import { IsIn, IsOptional, ValidateBy } from 'class-validator';
import { commaList } from '../config/comma-list';
import { IntegerInRange } from '../config/decorators';
import { Networks } from './networks';

const YES_OR_NO = ['yes', 'no'] as const;
const SCHEMES = ['http', 'https'];
const HOST = /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$|^\[[0-9a-f:.]+\]$/i;

/** Which outgoing requests are allowed, and which responses. */
export class OutboundConfig {
  /** Schemes that may be called. */
  @EachOf((scheme) => SCHEMES.includes(scheme), 'http, https or both')
  OUTBOUND_SCHEMES = 'http,https';

  /** Host names that may be called whatever their addresses are; `*.example.com` matches all subdomains. */
  @EachOf((host) => HOST.test(host), 'host names separated by commas, such as billing.internal,*.svc.cluster.local')
  OUTBOUND_ALLOWED_HOSTS = '';

  /** Networks (CIDR) that may be called although they are not public. */
  @EachOf(isNetwork, 'networks separated by commas, such as 10.1.0.0/16,fd12:3456::/32')
  OUTBOUND_ALLOWED_NETWORKS = '';

  /** Whether internet addresses may be called; `no` leaves what is allowed by name or network. */
  @IsIn(YES_OR_NO, { message: '$property must be yes or no' })
  OUTBOUND_PUBLIC: (typeof YES_OR_NO)[number] = 'yes';

  /** Whether services on this machine's loopback may be called; default: while the app itself listens there. */
  @IsOptional()
  @IsIn(YES_OR_NO, { message: '$property must be yes or no' })
  OUTBOUND_LOOPBACK?: (typeof YES_OR_NO)[number] = undefined;

  /** Milliseconds until the status line and headers of a response; 0 leaves only the time limit of the call. */
  @IntegerInRange(0)
  OUTBOUND_HEADERS_TIMEOUT_MS = 0;

  /** The minimum rate of a body in bytes a second, on average over five seconds; 0 for none. */
  @IntegerInRange(0)
  OUTBOUND_MIN_BYTES_PER_S = 64;
}

function EachOf(test: (item: string) => boolean, expected: string): PropertyDecorator {
  return ValidateBy({
    name: 'eachOf',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && commaList(value.toLowerCase()).every(test),
      defaultMessage: () => `$property must be ${expected}`,
    },
  });
}

function isNetwork(text: string): boolean {
  try {
    return Boolean(new Networks([text]));
  } catch {
    return false;
  }
}
