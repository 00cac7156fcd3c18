import { Injectable } from '@nestjs/common';
import { MOST_BYTES } from '#alps';
import { type FullResponse, OutboundHttp } from '#platform';
import { DiscoveryConfig } from '../config/discovery.config';
import type { ProfileDocument } from '../core/stored-profile';

const ACCEPT = 'application/alps+json, application/json;q=0.9';

export type DocumentFetch = { readonly document: ProfileDocument } | { readonly unreachable: string };

/** Fetches documents of profiles, which anyone may serve: through the outbound policy, bounded in size and time. */
@Injectable()
export class DocumentFetcher {
  constructor(
    private readonly http: OutboundHttp,
    private readonly config: DiscoveryConfig,
  ) {}

  /** @param known as it was fetched before: it is not sent again if it is unchanged */
  async fetch(address: string, known: ProfileDocument | undefined, signal: AbortSignal): Promise<DocumentFetch> {
    const headers = { accept: ACCEPT, ...(known?.etag !== undefined && { 'if-none-match': known.etag }) };
    const timeoutMs = this.config.DISCOVERY_PROFILE_TIMEOUT_MS;
    const outcome = await this.http.send({
      method: 'GET',
      url: address,
      headers,
      timeoutMs,
      maxBytes: MOST_BYTES,
      signal,
    });
    if (outcome.outcome !== 'responded') return { unreachable: `GET ${address}: ${outcome.message}` };
    if (outcome.status === 304 && known) return { document: known };
    if (outcome.status !== 200) return { unreachable: `GET ${address}: responded ${outcome.status}` };
    return { document: toDocument(address, outcome) };
  }
}

function toDocument(address: string, { headers, body }: FullResponse): ProfileDocument {
  const { etag } = headers;
  return { address, ...(etag !== undefined && { etag }), text: body.toString('utf8') };
}
