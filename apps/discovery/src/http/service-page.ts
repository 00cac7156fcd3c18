import { Text } from '#contract';
import { invalidParameter, readWhole } from '#platform';
import type { AgePlace } from '../core/catalogue';
import { ServiceQueryDto } from './service-query.dto';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** Without a limit and a cursor all services are listed, as older clients expect. */
export class ServicePageQuery extends ServiceQueryDto {
  @Text({ description: `1 to ${MAX_LIMIT}; all services when absent` })
  limit?: string;

  @Text({ description: 'From the Link header of the page before' })
  cursor?: string;
}

export interface ServicePage {
  readonly limit: number;
  readonly after?: AgePlace;
}

/** @throws PlatformError `invalid-request` */
export function readServicePage({ limit, cursor }: ServicePageQuery): ServicePage {
  if (limit === undefined && cursor === undefined) return { limit: Infinity };
  return {
    limit: readWhole('limit', limit ?? String(DEFAULT_LIMIT), 1, MAX_LIMIT),
    ...(cursor !== undefined && { after: placeIn(cursor) }),
  };
}

export function serviceCursor({ registeredAt, registryId }: AgePlace): string {
  return Buffer.from(`${registeredAt} ${registryId}`).toString('base64url');
}

function placeIn(cursor: string): AgePlace {
  const [, time, registryId] =
    /^(\d{1,15}) ([\x21-\x7e]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (time !== undefined && registryId !== undefined) return { registeredAt: Number(time), registryId };
  throw invalidParameter('cursor', 'expected a cursor from the Link header of the page before');
}
