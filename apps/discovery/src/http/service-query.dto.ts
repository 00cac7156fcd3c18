import { descriptorId } from '#alps';
import { Custom, HEALTH_STATES, type HealthState, OneOf, normalizeName, PlatformError } from '#contract';
import type { Query } from '../core/query';

const DOES = 'https://vocabulary.example/travel#doReserve';

type Wanted = string | string[];

/** A query parameter that may be repeated; every value must match. */
function Filter(description: string, example: string): PropertyDecorator {
  const isText = (value: unknown) => typeof value === 'string';
  return Custom(
    { description, example },
    {
      name: 'filter',
      expected: 'a string, or several',
      test: (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
      schema: { type: 'string' },
    },
  );
}

/** All criteria must match exactly; an empty parameter counts as absent. */
export class ServiceQueryDto {
  @Filter('A tag or a resource it offers', 'todo')
  tag?: Wanted;

  @Filter('A resource or a tag it offers', 'todo')
  resource?: Wanted;

  @Filter('Its profile; `GET /find` takes any part of it', 'urn:example:todo')
  profile?: Wanted;

  @Filter('Its name', 'todo-service')
  name?: Wanted;

  @Filter('A media type it speaks', 'application/json')
  mediaType?: Wanted;

  @Filter('A transition that its ALPS profile has, under its own id or another: an absolute descriptor id', DOES)
  does?: Wanted;

  @OneOf(HEALTH_STATES, { description: 'Without it, all that are not evicted' })
  health?: HealthState;
}

export function toQuery({ tag, resource, profile, name, mediaType, health }: ServiceQueryDto): Query {
  return {
    tags: [...listOf(tag), ...listOf(resource)],
    profiles: listOf(profile),
    names: listOf(name),
    mediaTypes: listOf(mediaType),
    ...(health && { health }),
  };
}

/** As above, but any part of a profile matches. */
export function toLooseQuery(dto: ServiceQueryDto): Query {
  const { profiles, ...query } = toQuery(dto);
  return { ...query, profileParts: profiles ?? [] };
}

/** @throws PlatformError `invalid-request` for what is no absolute id of a descriptor */
export function transitionsIn({ does = [] }: ServiceQueryDto): string[] {
  return [does]
    .flat()
    .filter((id) => id !== '')
    .map(readTransition);
}

export function readTransition(does: string): string {
  const id = descriptorId(does);
  if (id !== undefined) return id;
  const message = `expected the absolute id of a descriptor, such as ${DOES}`;
  throw new PlatformError('invalid-request', message, { errors: [{ pointer: '/does', message }] });
}

function listOf(wanted: Wanted = []): string[] {
  return [wanted]
    .flat()
    .map(normalizeName)
    .filter((value) => value !== '');
}
