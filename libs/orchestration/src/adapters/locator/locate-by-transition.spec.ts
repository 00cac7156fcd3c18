import type { Vocabulary } from '#alps';
import type { DiscoveryClient, OfferedTransition } from '#clients';
import { readForms } from '#contract/pure';
import type { ServiceEntry } from '#contract';
import type { Located } from '../../ports/locator.port';
import type { FormsCache } from './forms-cache';
import type { RegistryFeed } from './registry-feed';
import { RegistryLocator } from './registry-locator';
import { ServiceIndex } from './service-index';
import { TransitionDirectory } from './transition-directory';

const DOES = 'https://travel.example/alps#doReserve';

/** The profile of a hotel that calls what it is asked for `book`, and the guest as given here. */
function profileOf(name: string, guests: readonly string[]): Vocabulary {
  const address = `http://${name}/alps`;
  const fields = guests.map(
    (guest) =>
      [
        `${address}#${guest}`,
        { key: guest, type: 'semantic', ids: [`${address}#${guest}`, 'https://travel.example/alps#guest'], fields: [] },
      ] as const,
  );
  const book = {
    key: 'book',
    type: 'unsafe',
    ids: [`${address}#book`, DOES],
    fields: fields.map(([id]) => id),
  } as const;
  return {
    address,
    transitions: [`${address}#book`],
    descriptors: { [`${address}#book`]: book, ...Object.fromEntries(fields) },
  };
}

const entryOf = (name: string): ServiceEntry =>
  ({
    registryID: name,
    name,
    url: `http://${name}`,
    tags: [name],
    health: 'healthy',
    registeredAt: name,
    alpsDigest: name,
  }) as ServiceEntry;

/** Hotels by their names, with what each calls the guest. */
function hotels(guests: Readonly<Record<string, readonly string[]>>) {
  const index = new ServiceIndex();
  index.reset(Object.keys(guests).map(entryOf));
  let asked = 0;
  let answer: OfferedTransition | Error = {
    offers: Object.entries(guests).map(([name, fields]) => ({
      digest: name,
      services: [name],
      vocabulary: profileOf(name, fields),
    })),
  };
  const discovery = {
    transitions: () => {
      asked++;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  } as unknown as DiscoveryClient;
  const read = { resource: 'room', affordances: [{ command: 'book' }] };
  const forms = {
    of: ({ url }: ServiceEntry) => ({ forms: readForms(read, url), declared: true }),
  } as unknown as FormsCache;
  const feed = { unavailable: null, changed: () => Promise.resolve() } as unknown as RegistryFeed;
  const limits = { JOB_CIRCUIT_FAILURES: 9, JOB_CIRCUIT_OPEN_MS: 1_000 };
  const locator = new RegistryLocator(index, forms, feed, new TransitionDirectory(discovery, index), limits, {
    now: () => 0,
  });
  const locate = async (selector: object = {}): Promise<Located> =>
    locator.locate({
      action: 'execute',
      selector: { does: DOES, ...selector },
      command: null,
      terms: { guest: 'Ada' },
      same: null,
    });
  return {
    index,
    locator,
    locate,
    asked: () => asked,
    answerWith: (next: OfferedTransition | Error) => (answer = next),
  };
}

const reasonOf = (located: Located): string => ('reason' in located ? located.reason : located.target.name);

describe('a task that says what it does', () => {
  it('is bound to a service that has a field for every term, with the mapping', async () => {
    const located = await hotels({ astoria: ['guestName'] }).locate();
    expect(located).toMatchObject({
      target: {
        name: 'astoria',
        translation: {
          does: DOES,
          digest: 'astoria',
          message: { command: 'book', resource: 'room' },
          request: [{ term: ['guest'], field: ['guestName'] }],
        },
      },
    });
  });

  it('passes by the candidates that do not fit, and tells of each why', async () => {
    const { locate } = hotels({ astoria: [], bristol: ['guest', 'payer'] });
    expect(reasonOf(await locate())).toBe(
      'astoria: it has no field for "guest"; bristol: "guest" may be "guest" or "payer"',
    );
    expect(reasonOf(await hotels({ astoria: [], carlton: ['who'] }).locate())).toBe('carlton');
  });

  it('combines with the other members of a selector', async () => {
    const { locate } = hotels({ astoria: ['guest'], carlton: ['who'] });
    expect(reasonOf(await locate({ tag: 'carlton' }))).toBe('carlton');
    expect(reasonOf(await locate({ tag: 'nothing' }))).toBe(
      `no healthy service offers does "${DOES}" and tag "nothing"`,
    );
  });

  it('asks discovery once, and again when a profile has changed', async () => {
    const { index, locate, asked, answerWith } = hotels({ astoria: ['guest'] });
    await Promise.all([locate(), locate()]);
    await locate();
    index.upsert({ ...entryOf('astoria'), health: 'failing' });
    await locate();
    expect(asked()).toBe(1);
    index.upsert({ ...entryOf('astoria'), alpsDigest: 'another' });
    answerWith({ offers: [{ digest: 'another', services: ['astoria'], vocabulary: profileOf('astoria', ['who']) }] });
    expect(await locate()).toMatchObject({
      target: { translation: { digest: 'another', request: [{ field: ['who'] }] } },
    });
    expect(asked()).toBe(2);
  });

  it('uses what is known while discovery is away, and waits where nothing is', async () => {
    const { index, locate, answerWith } = hotels({ astoria: ['guest'] });
    await locate();
    answerWith(new Error('discovery is away'));
    index.upsert({ ...entryOf('astoria'), alpsDigest: 'another' });
    expect(reasonOf(await locate())).toBe('astoria');
    const others = hotels({ astoria: ['guest'] });
    others.answerWith(new Error('discovery is away'));
    expect(await others.locate()).toEqual({ reason: 'discovery is away', again: 1_000 });
  });

  it('keeps the mapping of its first binding when it is bound to the same service again', async () => {
    const { locator, locate } = hotels({ astoria: ['guestName'] });
    const first = await locate();
    if (!('target' in first)) throw new Error(first.reason);
    const again = await locator.locate({
      action: 'repeat',
      selector: { does: DOES },
      command: 'book',
      same: first.target,
    });
    expect(again).toMatchObject({ target: { translation: first.target.translation } });
  });
});
