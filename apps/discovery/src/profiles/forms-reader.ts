import { Injectable } from '@nestjs/common';
import { endpointOf, parsingResponse, PlatformError } from '#contract';
import { OutboundHttp, readInTurns } from '#platform';

const MOST_BYTES = 256 * 1024;
const TIMEOUT_MS = 5_000;

export type FormsRead = { readonly raw: unknown } | { readonly error: string };

/** Asks a service for its forms. */
@Injectable()
export class FormsReader {
  constructor(private readonly http: OutboundHttp) {}

  async read(serviceUrl: string): Promise<FormsRead> {
    const url = endpointOf(serviceUrl, 'forms');
    const outcome = await this.http.send({ method: 'GET', url, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES });
    if (outcome.outcome !== 'responded') return { error: `GET ${url}: ${outcome.message}` };
    if (outcome.status !== 200) return { error: `GET ${url}: responded ${outcome.status}` };
    try {
      return { raw: await readInTurns(outcome.body, parsingResponse) };
    } catch (error) {
      if (error instanceof PlatformError) return { error: `GET ${url}: ${error.message}` };
      throw error;
    }
  }
}
