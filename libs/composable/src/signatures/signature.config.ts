import { IsIn, IsOptional, IsString } from 'class-validator';
import { IntegerInRange } from '#platform';

/** Whether a service requires calls to be signed by job-control. */
export class SignatureConfig {
  /** `optional`: a call without a signature passes, one with a wrong signature does not. */
  @IsIn(['off', 'optional', 'required'], { message: '$property must be off, optional or required' })
  CALL_SIGNATURES: 'off' | 'optional' | 'required' = 'off';

  /**
   * Trusted keys: addresses of key directories, paths of JWK sets, comma-separated. Default: job-control's directory.
   */
  @IsOptional()
  @IsString()
  CALL_SIGNATURE_KEYS?: string = undefined;

  /** The tolerated clock difference between job-control and this service, in milliseconds. */
  @IntegerInRange(0, 600_000)
  CALL_SIGNATURE_CLOCK_SKEW_MS = 30_000;
}
