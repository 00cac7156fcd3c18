import { readForms } from '#contract/pure';
import type { ServiceEntry } from '#contract';
import type { Target } from '../../core/model/unit-state';
import type { Located, ReservedCall } from '../../ports/locator.port';
import type { FormsCache, KnownForms } from './forms-cache';
import type { RegistryFeed } from './registry-feed';
import { RegistryLocator } from './registry-locator';
import { ServiceIndex } from './service-index';
import type { TransitionDirectory } from './transition-directory';

const entry = (registryID: string, fields: Partial<ServiceEntry> = {}): ServiceEntry =>
  ({
    registryID,
    name: 'todo-service',
    url: `http://${registryID}`,
    tags: ['todo'],
    health: 'healthy',
    registeredAt: '2026-01-01T00:00:00Z',
    ...fields,
  }) as ServiceEntry;

const declared = ({ url }: ServiceEntry): KnownForms => ({ forms: readForms(undefined, url), declared: true });

/** A locator over these registrations; `unavailable` is why discovery has not responded yet. */
function locatorOf(
  entries: ServiceEntry[],
  unavailable: string | null = null,
  formsOf: (entry: ServiceEntry) => KnownForms = declared,
) {
  const index = new ServiceIndex();
  index.reset(entries);
  const forms: Pick<FormsCache, 'of'> = { of: (entry) => Promise.resolve(formsOf(entry)) };
  let sync = (): void => undefined;
  const feed = { unavailable, changed: () => new Promise<void>((resolve) => (sync = resolve)) };
  const limits = { JOB_CIRCUIT_FAILURES: 1, JOB_CIRCUIT_OPEN_MS: 1_000 };
  const now = () => 0;
  const transitions = { of: () => ({ byService: new Map() }) } as unknown as TransitionDirectory;
  const locator = new RegistryLocator(
    index,
    forms as FormsCache,
    feed as unknown as RegistryFeed,
    transitions,
    limits,
    {
      now,
    },
  );
  let calls = 0;
  const nextCall = (jobId: string): ReservedCall => ({
    jobId,
    unit: { step: 0, task: calls++, unit: 0 },
    undo: false,
  });
  const locate = async (same: Target | null = null, action: 'execute' | 'revert' = 'execute'): Promise<Located> =>
    locator.locate({ action, selector: { tag: 'todo' }, command: 'create', same }, nextCall('job'));
  const occupy = async (registryId: string): Promise<Located> =>
    locator.locate({ action: 'execute', selector: {}, command: null, same: called(registryId) }, nextCall('other'));
  return { index, locator, locate, occupy, sync: () => sync() };
}

const idOf = (located: Located): string => ('target' in located ? located.target.registryId : located.reason);
const called = (registryId: string, name = 'todo-service'): Target => ({
  registryId,
  name,
  url: `http://${registryId}`,
  endpoints: { execute: `http://${registryId}/execute`, repeat: null, revert: `http://${registryId}/revert` },
  safe: false,
  idempotent: false,
});

describe('a task is bound', () => {
  it('to the healthy one, however busy', async () => {
    const { occupy, locate } = locatorOf([entry('failing', { health: 'failing' }), entry('well')]);
    for (let n = 0; n < 5; n++) await occupy('well');
    expect(idOf(await locate())).toBe('well');
  });

  it('to the instance with the fewest calls in flight, and among equals to the oldest registration', async () => {
    const { locator, locate } = locatorOf([entry('young', { registeredAt: '2026-02-01T00:00:00Z' }), entry('old')]);
    expect([idOf(await locate()), idOf(await locate()), idOf(await locate())]).toEqual(['old', 'young', 'old']);
    locator.releaseJob('job');
    expect(idOf(await locate())).toBe('old');
  });

  it('to one that was registered only now, and to none that was evicted', async () => {
    const { index, locate } = locatorOf([entry('first')]);
    index.upsert(entry('first', { health: 'evicted' }));
    expect(idOf(await locate())).toContain('no healthy service offers tag "todo"');
    index.upsert(entry('second'));
    expect(idOf(await locate())).toBe('second');
  });

  it('to no instance that does not offer the action, and says so', async () => {
    const { locate } = locatorOf([entry('a', { endpoints: ['/execute'] })]);
    expect(idOf(await locate(null, 'revert'))).toBe('todo-service: it offers no revert');
  });
});

describe('what was called before', () => {
  it('is called again, though others are less busy', async () => {
    const { occupy, locate } = locatorOf([entry('a'), entry('b')]);
    await occupy('b');
    expect(idOf(await locate(called('b'), 'revert'))).toBe('b');
  });

  it('may be another of its name if it is gone, but none that only shares the tag', async () => {
    const { index, locate } = locatorOf([entry('stranger', { name: 'other-service' }), entry('sibling')]);
    expect(idOf(await locate(called('gone'), 'revert'))).toBe('sibling');
    index.remove('sibling');
    expect(idOf(await locate(called('gone'), 'revert'))).toBe('no instance of todo-service is there to revert');
  });

  it('is not called after a start until discovery has said who is there by now', async () => {
    const { index, locate, sync } = locatorOf([], 'discovery does not respond');
    expect(idOf(await locate())).toBe('discovery does not respond');
    const located = locate(called('a'), 'revert');
    index.reset([entry('a', { name: 'mailer' }), entry('b')]);
    sync();
    expect(idOf(await located)).toBe('b');
  });

  it('is never a service that took over the address; the same one, registered there again, is', async () => {
    const { index, locate } = locatorOf([entry('a', { name: 'mailer', tags: ['todo'] })]);
    expect(idOf(await locate(called('a'), 'revert'))).toBe('no instance of todo-service is there to revert');
    index.upsert(entry('b'));
    expect(idOf(await locate(called('a'), 'revert'))).toBe('b');
    index.upsert(entry('a'));
    expect(idOf(await locate(called('a'), 'revert'))).toBe('a');
  });

  describe('while its forms cannot be read', () => {
    const away = (): KnownForms => ({ unreadable: 'responded with 503', again: 7 });
    const missing = ({ url }: ServiceEntry): KnownForms => ({ forms: readForms(undefined, url), declared: false });
    const booked: Target = {
      ...called('a'),
      endpoints: { execute: 'http://a/book', repeat: 'http://a/rebook', revert: 'http://a/unbook' },
    };

    it.each([
      ['are away', away],
      ['are not offered', missing],
    ])('and %s: is called where its forms said when it was called first', async (_, formsOf) => {
      const { index, locate } = locatorOf([entry('a')], null, formsOf);
      expect(await locate(booked, 'revert')).toMatchObject({ target: booked });
      index.reset([entry('b')]);
      expect(await locate(booked, 'revert')).toMatchObject({
        target: { registryId: 'b', url: 'http://b', endpoints: { revert: 'http://b/unbook' } },
      });
    });

    it('gets no new work that it may not understand, and is asked again', async () => {
      const { locate } = locatorOf([entry('a')], null, away);
      expect(await locate()).toEqual({
        reason: 'todo-service: its forms cannot be read: responded with 503',
        again: 7,
      });
    });
  });
});

describe('an instance whose circuit is open', () => {
  const silence = { kind: 'no-response', message: 'no response' } as const;

  it('gets no new work: another does, or the task waits and says until when', async () => {
    const { locate, locator } = locatorOf([entry('a'), entry('b')]);
    locator.record('a', silence);
    expect(idOf(await locate())).toBe('b');
    locator.record('b', silence);
    expect(await locate()).toEqual({
      reason: 'todo-service failed too often: its circuit is open until 1970-01-01T00:00:01.000Z',
      again: 1_000,
    });
  });

  it('is asked all the same for what it was called for before, and to undo it', async () => {
    const { locate, locator } = locatorOf([entry('a')]);
    locator.record('a', silence);
    expect(idOf(await locate(called('a')))).toBe('a');
    expect(idOf(await locate(called('a'), 'revert'))).toBe('a');
  });
});
