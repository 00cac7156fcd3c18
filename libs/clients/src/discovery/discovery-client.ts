import type { Vocabulary } from '#alps';
import type { RegistrationDto, ServiceContract, ServiceEntry } from '#contract';
import type { HttpService } from '@nestjs/axios';
import { nextCursor, type Page } from '../http/page';
import { readEventStream } from '../http/event-stream';
import { PlatformHttp, type ClientOptions } from '../http/platform-http';
import { list, nothing, object, text } from '../shapes/shape';

/** All given members must match. */
export interface ServiceFilter {
  tag?: string;
  profile?: string;
  resource?: string;
  name?: string;
  mediaType?: string;
  does?: string;
  health?: string;
}

interface ServiceQuery extends ServiceFilter {
  limit?: number;
  cursor?: string;
}

/** Who offers a transition, and how each calls what it takes and returns. */
export interface OfferedTransition {
  /** Of the profile in whose terms it is asked for, where that is known. */
  vocabulary?: Vocabulary;
  offers: { digest: string; services: string[]; vocabulary: Vocabulary }[];
}

const entry = object({ registryID: text, name: text, url: text, health: text }, { tags: list(text), reason: text });

const transitionOffers = object({ offers: list(object({ digest: text, services: list(text) })) });
const contract = object({
  registryID: text,
  name: text,
  affordances: list(object({ fields: list(object({ name: text })) })),
});

/** One event of the change feed; `data` is an array of entries, an entry, or what is left of one. */
export interface RegistryChange {
  id?: string;
  event: string;
  data: unknown;
}

export class DiscoveryClient {
  private readonly http: PlatformHttp;

  constructor(http: HttpService, options: ClientOptions) {
    this.http = new PlatformHttp(http, 'discovery', 'DISCOVERY_URL', options);
  }

  /** All of them, unless a limit says otherwise. */
  async services(query: ServiceQuery = {}): Promise<Page<ServiceEntry>> {
    const { body, headers } = await this.http.json<ServiceEntry[]>({ url: '/services', params: query }, list(entry));
    return { items: body, cursor: nextCursor(headers.link) };
  }

  /** Which services offer a transition, and how each calls what it takes and returns. */
  async transitions(does: string): Promise<OfferedTransition> {
    return (await this.http.json<OfferedTransition>({ url: '/transitions', params: { does } }, transitionOffers)).body;
  }

  async contract(registryID: string): Promise<ServiceContract> {
    const url = `/services/${encodeURIComponent(registryID)}/contract`;
    return (await this.http.json<ServiceContract>({ url }, contract)).body;
  }

  async service(registryID: string): Promise<ServiceEntry> {
    return (await this.http.json<ServiceEntry>({ url: `/services/${encodeURIComponent(registryID)}` }, entry)).body;
  }

  /** Registering an address again updates its entry. */
  async register(data: RegistrationDto, signal?: AbortSignal): Promise<Pick<ServiceEntry, 'registryID'>> {
    const request = { method: 'POST', url: '/register', data, signal };
    return (await this.http.json<Pick<ServiceEntry, 'registryID'>>(request, object({ registryID: text }))).body;
  }

  async unregister(registryID: string, signal?: AbortSignal): Promise<void> {
    await this.http.json({ method: 'POST', url: '/unregister', data: { registryID }, signal }, nothing);
  }

  async renew(registryID: string, signal?: AbortSignal): Promise<void> {
    await this.http.json({ method: 'POST', url: '/renew', data: { registryID }, signal }, nothing);
  }

  /** The changes after `lastEventId`, once: for networks that block event streams. */
  async changesSince(lastEventId?: string): Promise<RegistryChange[]> {
    const request = { url: '/services/changes', params: { since: lastEventId } };
    const { body } = await this.http.json<{ events: RegistryChange[] }>(
      request,
      object({ events: list(object({ event: text })) }),
    );
    return body.events.map(({ id, event, data }) => ({ id: id === undefined ? undefined : String(id), event, data }));
  }

  /** The live change feed, from after `lastEventId` on; ends or throws when the connection does. */
  async *changes({
    signal,
    lastEventId,
  }: {
    signal: AbortSignal;
    lastEventId?: string;
  }): AsyncGenerator<RegistryChange> {
    const headers = { accept: 'text/event-stream', ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) };
    const { data } = await this.http.stream({ url: '/services/changes', headers, signal });
    try {
      for await (const { id, event = 'message', data: json } of readEventStream(data)) {
        yield { id, event, data: JSON.parse(json) as unknown };
      }
    } finally {
      data.destroy();
    }
  }
}
