import { IsIn, IsOptional, ValidateBy } from 'class-validator';
import { Whole } from '../config/decorators';
import { Networks } from './networks';

const YES_OR_NO = ['yes', 'no'] as const;
const SCHEMES = ['http', 'https'];
const HOST = /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$|^\[[0-9a-f:.]+\]$/i;

/** Which requests may leave, and what may come back. */
export class OutboundConfig {
  /** Schemes that may be called. */
  @EachOf((scheme) => SCHEMES.includes(scheme), 'http, https or both')
  OUTBOUND_SCHEMES = 'http,https';

  /** Host names that may be called whatever their addresses are; `*.example.com` means all names below it. */
  @EachOf((host) => HOST.test(host), 'host names separated by commas, such as billing.internal,*.svc.cluster.local')
  OUTBOUND_ALLOWED_HOSTS = '';

  /** Networks (CIDR) that may be called although they are not public. */
  @EachOf(isNetwork, 'networks separated by commas, such as 10.1.0.0/16,fd12:3456::/32')
  OUTBOUND_ALLOWED_NETWORKS = '';

  /** Whether addresses of the internet may be called; `no` leaves what is allowed by name or network. */
  @IsIn(YES_OR_NO, { message: '$property must be yes or no' })
  OUTBOUND_PUBLIC: (typeof YES_OR_NO)[number] = 'yes';

  /** Whether services on this machine's loopback may be called; when absent: while the app itself listens there. */
  @IsOptional()
  @IsIn(YES_OR_NO, { message: '$property must be yes or no' })
  OUTBOUND_LOOPBACK?: (typeof YES_OR_NO)[number] = undefined;

  /** Milliseconds until the status line and headers of an answer are in; 0 leaves only the time limit of the call. */
  @Whole(0)
  OUTBOUND_HEADERS_TIMEOUT_MS = 0;

  /** Bytes a second that a body must bring, on average over five seconds; 0 takes any. */
  @Whole(0)
  OUTBOUND_MIN_BYTES_PER_S = 64;
}

/** What stands between the commas of a setting. */
export function listOf(setting: string): string[] {
  return setting
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== '');
}

function EachOf(test: (item: string) => boolean, expected: string): PropertyDecorator {
  return ValidateBy({
    name: 'eachOf',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && listOf(value).every(test),
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
