import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OutboundConfig, OutboundHttp, outboundPolicyOf } from '#platform';
import { HttpStateClient } from './http-state-client';
import type { Secrets } from '../../ports/secrets.port';
import { StateAddresses } from './state-addresses';

/** Keeps one document, which is Alice's. */
function sharedState(asked: string[]): Server {
  return createServer((request, response) => {
    const who = String(request.headers['on-behalf-of']);
    asked.push(`${String(request.headers.authorization)} for ${who}`);
    if (who === 'alice')
      response.writeHead(200, { etag: '"1"', 'content-type': 'application/json' }).end('{"secret":1}');
    else response.writeHead(404).end();
  });
}

const noSecrets: Secrets = {
  any: false,
  refusal: () => Promise.resolve(null),
  reveal: () => Promise.reject(new Error('there are none')),
  redact: (text) => text,
};

describe('the state client', () => {
  const asked: string[] = [];
  const http = new OutboundHttp(outboundPolicyOf(new OutboundConfig(), '127.0.0.1'), new OutboundConfig());
  const server = sharedState(asked);
  let client: HttpStateClient;
  let address: string;

  const clientOf = (headersFor: (url: string) => { authorization?: string }) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    address = `${url}/state/hers`;
    const addresses = new StateAddresses({ SHARED_STATE_URL: url }, {});
    return new HttpStateClient(http, addresses, { JOB_MAX_STATE_BYTES: 1_000_000 }, { headersFor }, noSecrets, Date);
  };

  beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
  beforeEach(() => {
    asked.length = 0;
    client = clientOf(() => ({ authorization: 'Bearer ours' }));
  });
  afterAll(async () => {
    await http.onApplicationShutdown();
    await new Promise((closed) => server.close(closed));
  });

  it('keeps what it read for one principal from the others', async () => {
    expect((await client.read(address, 0, 'alice')).document).toEqual({ secret: 1 });
    expect((await client.read(address, Infinity, 'bob')).document).toEqual({});
    expect((await client.read(address, Infinity, 'alice')).document).toEqual({ secret: 1 });
    expect(asked).toEqual(['Bearer ours for alice', 'Bearer ours for bob']);
  });

  it('says for whom it asks only where it says who it is', async () => {
    const elsewhere = clientOf(() => ({}));
    await elsewhere.read(address, 0, 'alice');
    expect(asked).toEqual(['undefined for undefined']);
  });
});
