import { OneOf, Text, WebAddress } from '../validation/fields';
import { ServiceTraits } from './service-traits.dto';

/** `unverified`: registered and not pinged yet; bound like a healthy one. */
export const HEALTH_STATES = ['unverified', 'healthy', 'failing', 'evicted'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** A service as discovery lists it, with the field names of both dialects, so that every client can read it. */
export class ServiceEntry extends ServiceTraits {
  @Text({ required: true })
  registryID!: string;

  @Text({ required: true })
  name!: string;

  @Text({ required: true })
  serviceName!: string;

  @WebAddress({ required: true })
  url!: string;

  @WebAddress({ required: true })
  serviceURL!: string;

  @OneOf(HEALTH_STATES, { required: true })
  health!: HealthState;

  @Text({ description: 'Why it is failing or evicted' })
  reason?: string;

  @Text({ required: true, description: 'When it registered first (RFC 3339, UTC)' })
  registeredAt!: string;

  @Text({ required: true, description: 'When its registration or its health last changed (RFC 3339, UTC)' })
  updatedAt!: string;
}
