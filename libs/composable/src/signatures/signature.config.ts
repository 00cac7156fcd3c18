import { IsIn, IsOptional, IsString } from 'class-validator';
import { Whole } from '#platform';

/** Whether a service insists on knowing that it is job-control that calls. */
export class SignatureConfig {
  /** `optional`: a call without a signature passes, one with a wrong signature does not. */
  @IsIn(['off', 'optional', 'required'], { message: '$property must be off, optional or required' })
  CALL_SIGNATURES: 'off' | 'optional' | 'required' = 'off';

  /** Whose signatures count: addresses of key directories, paths of JWK sets, comma-separated. Without it job-control's. */
  @IsOptional()
  @IsString()
  CALL_SIGNATURE_KEYS?: string = undefined;

  /** How far the clocks of job-control and this service may be apart, in milliseconds. */
  @Whole(0, 600_000)
  CALL_SIGNATURE_CLOCK_SKEW_MS = 30_000;
}
