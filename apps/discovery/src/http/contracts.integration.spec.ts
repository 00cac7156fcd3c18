import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceContract } from '#contract';
import { ProfileServer } from '../testing/profile-server';
import { type RunningDiscovery, testStage } from '../testing/running-discovery';

const { discovery, use } = testStage();

/** A service that serves these forms, and nothing else. */
async function serving(forms: unknown) {
  const server = createServer((request, response) => {
    if (request.url === '/forms') response.setHeader('content-type', 'application/json').end(JSON.stringify(forms));
    else response.writeHead(200).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => new Promise((closed) => server.close(closed).closeAllConnections());
  return use(Promise.resolve({ url, stop }));
}

async function contractOf(registry: RunningDiscovery, forms: unknown, descriptor?: readonly object[]) {
  const { url } = await serving(forms);
  const profiles = await use(ProfileServer.start());
  const profile = descriptor && profiles.profile('/alps', descriptor);
  const { registryID } = await registry.register({ name: 'hotel', url, profile });
  if (profile) await registry.until(({ alpsStatus }) => alpsStatus !== undefined);
  const { body } = await registry.get<ServiceContract>(`/services/${registryID}/contract`);
  return { url, profile, contract: body };
}

const FORMS = {
  resource: 'room',
  requestIds: true,
  messageStructure: {},
  affordances: [
    {
      command: 'book',
      requiredFields: ['guestName', 'nights'],
      safe: false,
      idempotent: false,
      reversible: 'full',
      payloadSchema: { properties: { guestName: { type: 'string' } } },
    },
    { command: 'list' },
  ],
};
const BOOK = { id: 'book', type: 'safe', title: 'Book a room', rt: '#booking', descriptor: [{ href: '#guestName' }] };
const PROFILE = [
  BOOK,
  { id: 'guestName', def: 'https://schema.example/name' },
  { id: 'booking', descriptor: [{ id: 'number' }] },
];

describe('GET /services/:id/contract', () => {
  it('brings forms, profile and endpoints together, and names what does not fit: the more dangerous type counts', async () => {
    const { url, profile, contract } = await contractOf(await discovery(), FORMS, PROFILE);
    expect(contract).toMatchObject({
      name: 'hotel',
      forms: 'descriptive',
      resource: 'room',
      requestIds: true,
      endpoints: { execute: `${url}/execute`, repeat: `${url}/repeat`, revert: `${url}/revert` },
      profile: { address: profile, status: 'ok', digest: expect.any(String), faults: [] },
    });
    expect(contract.affordances).toEqual([
      {
        command: 'book',
        transition: `${profile}#book`,
        does: [`${profile}#book`],
        title: 'Book a room',
        type: 'unsafe',
        reversible: 'full',
        fields: [
          {
            name: 'guestName',
            required: true,
            descriptor: `${profile}#guestName`,
            def: 'https://schema.example/name',
            schema: { type: 'string' },
          },
          { name: 'nights', required: true },
        ],
        returns: [{ name: 'number', required: false, descriptor: `${profile}#number` }],
      },
      { command: 'list', type: 'safe', fields: [] },
    ]);
    expect(contract.conflicts.map(({ about, command }) => `${about} of ${command}`)).toEqual([
      'type of book',
      'field of book',
    ]);
  });

  it('ties commands to descriptors that their forms name, and tells of those that are not there', async () => {
    const affordances = [
      { command: 'create', descriptor: '#book' },
      { command: 'delete', descriptor: '#free' },
    ];
    const { profile, contract } = await contractOf(await discovery(), { ...FORMS, affordances }, [
      ...PROFILE,
      { id: 'other', type: 'unsafe' },
    ]);
    expect(contract.affordances).toMatchObject([
      { command: 'create', transition: `${profile}#book` },
      { command: 'delete' },
      { transition: `${profile}#other` },
    ]);
    expect(contract.conflicts).toMatchObject([
      { about: 'descriptor', command: 'delete' },
      { about: 'command', transition: `${profile}#other` },
    ]);
  });

  it('reads the dialect of older services', async () => {
    const links = [{ rel: 'execute', href: '/run', input: ['guestName (string)', 'note (string, optional)'] }];
    const { url, profile, contract } = await contractOf(await discovery(), links, PROFILE);
    expect(contract).toMatchObject({
      forms: 'links',
      endpoints: { execute: `${url}/run` },
      affordances: [{ transition: `${profile}#book`, fields: [{ name: 'guestName', required: true }] }],
      conflicts: [],
    });
  });

  it('says what is known of a service without forms and without a profile', async () => {
    const registry = await discovery();
    const { registryID } = await registry.register({ name: 'gone', url: 'http://127.0.0.1:1' });
    const { body } = await registry.get<ServiceContract>(`/services/${registryID}/contract`);
    expect(body).toMatchObject({
      forms: 'unreadable',
      formsError: expect.any(String),
      endpoints: {},
      affordances: [],
      conflicts: [],
    });
    expect((await registry.get('/services/unknown/contract')).status).toBe(404);
  });
});

describe('GET /transitions', () => {
  it('says who offers a transition, with as much of the profiles as concerns it', async () => {
    const registry = await discovery();
    const profiles = await use(ProfileServer.start());
    const travel = profiles.profile('/travel', [{ id: 'doReserve', type: 'unsafe', descriptor: [{ id: 'guest' }] }]);
    const book = {
      id: 'book',
      href: `${travel}#doReserve`,
      descriptor: [{ id: 'guestName', href: `${travel}#guest` }],
    };
    const alps = profiles.profile('/alps', [book, { id: 'unrelated' }]);
    const services = [];
    for (const port of [1, 2]) {
      const { registryID } = await registry.register({ name: `hotel-${port}`, url: `http://127.0.0.1:${port}`, alps });
      await registry.until((entry) => entry.registryID === registryID && entry.alpsStatus === 'ok');
      services.push(registryID);
    }
    const { body } = await registry.get<object>(`/transitions?does=${encodeURIComponent(`${travel}#doReserve`)}`);
    expect(body).toEqual({
      does: `${travel}#doReserve`,
      vocabulary: expect.objectContaining({
        descriptors: expect.objectContaining({ [`${travel}#doReserve`]: expect.anything() }),
      }),
      offers: [
        {
          digest: expect.any(String),
          services,
          vocabulary: {
            address: alps,
            transitions: [`${alps}#book`],
            descriptors: {
              [`${alps}#book`]: {
                key: 'book',
                type: 'unsafe',
                ids: [`${alps}#book`, `${travel}#doReserve`],
                fields: [`${alps}#guestName`],
              },
              [`${alps}#guestName`]: {
                key: 'guestName',
                type: 'semantic',
                ids: [`${alps}#guestName`, `${travel}#guest`],
                fields: [],
              },
            },
          },
        },
      ],
    });
    expect((await registry.get('/transitions')).status).toBe(400);
  });
});
