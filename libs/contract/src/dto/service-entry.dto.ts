import { NestedList, OneOf, Text, WebAddress } from '../validation/fields';
import { ServiceTraits } from './service-traits.dto';

/** `unverified`: registered and not pinged yet; bound like a healthy one. */
export const HEALTH_STATES = ['unverified', 'healthy', 'failing', 'evicted'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** `unreachable`: the profile, or one that it refers to, could not be fetched; what is known of it still counts. */
export const ALPS_STATUSES = ['ok', 'invalid', 'unreachable'] as const;
export type AlpsStatus = (typeof ALPS_STATUSES)[number];

/** One fault of an ALPS profile. */
export class AlpsFault {
  @Text({ required: true, description: 'A stable code', example: 'href-unresolved' })
  code!: string;

  @Text({ required: true, description: 'A JSON Pointer into the profile', example: '/alps/descriptor/0/href' })
  pointer!: string;

  @Text({ required: true })
  message!: string;
}

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

  @OneOf(ALPS_STATUSES, {
    description: 'What came of fetching its ALPS profile; absent where it names none, and until it was fetched',
  })
  alpsStatus?: AlpsStatus;

  @Text({ description: 'Digest of what its profile means; absent while no valid version of it is known' })
  alpsDigest?: string;

  @NestedList(() => AlpsFault, { description: 'The first ten faults of its profile; its contract has all' })
  alpsFaults?: AlpsFault[];

  @OneOf(HEALTH_STATES, { required: true })
  health!: HealthState;

  @Text({ description: 'Why it is failing or evicted' })
  reason?: string;

  @Text({ required: true, description: 'When it registered first (RFC 3339, UTC)' })
  registeredAt!: string;

  @Text({ required: true, description: 'When its registration or its health last changed (RFC 3339, UTC)' })
  updatedAt!: string;
}
