import { Injectable } from '@nestjs/common';
import { parseResponse } from '#contract';
import { OutboundHttp, PlatformConfig, ServiceToken } from '#platform';

const TIMEOUT_MS = 5_000;

/** The three calls a service makes to discovery. All reject when discovery does not answer as it should. */
@Injectable()
export class DiscoveryGateway {
  constructor(
    private readonly http: OutboundHttp,
    private readonly config: PlatformConfig,
    private readonly token: ServiceToken,
  ) {}

  async register(service: object): Promise<string> {
    const entry = parseResponse(await this.post('register', service)) as { registryID: string };
    return entry.registryID;
  }

  async renew(registryID: string): Promise<void> {
    await this.post('renew', { registryID });
  }

  async unregister(registryID: string): Promise<void> {
    await this.post('unregister', { registryID });
  }

  private async post(path: string, body: object): Promise<Buffer> {
    const url = `${this.config.DISCOVERY_URL.replace(/\/+$/, '')}/${path}`;
    const type = 'application/json';
    const outcome = await this.http.send({
      to: 'configured',
      method: 'POST',
      url,
      headers: { 'content-type': type, accept: type, ...this.token.headersFor(url) },
      body: JSON.stringify(body),
      timeoutMs: TIMEOUT_MS,
    });
    if (outcome.outcome !== 'answered') throw new Error(outcome.message);
    const { status, body: answer } = outcome;
    if (status >= 300) throw new Error(`discovery answered ${status}: ${answer.toString('utf8', 0, 300)}`);
    return answer;
  }
}
