import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JobRunner } from './support/job-runner';
import { Platform } from './support/platform';

const EXAMPLES = join(__dirname, '../../examples');
const DESIGNS = ['designs/todo', 'designs/flight', 'designs/hotel', 'custom-command/design'];

const text = (path: string) => readFileSync(join(EXAMPLES, path), 'utf8');
const expected = (example: string): unknown => JSON.parse(text(`${example}/expected.json`));

describe('the examples', () => {
  let platform: Platform;
  let jobRunner: JobRunner;

  beforeAll(async () => {
    platform = await Platform.start(DESIGNS.map((design) => `examples/${design}.json`));
    jobRunner = new JobRunner(platform.env);
  }, 60_000);
  afterAll(() => platform.stop());

  /** Runs a job of the examples to its end. */
  const run = async (path: string) => {
    const { exitCode, out, err } = await jobRunner.run(['run', path, '--emit']);
    return { exitCode, progress: err, state: (out === '' ? undefined : JSON.parse(out)) as unknown };
  };
  const example = (path: string) => run(`examples/${path}`);
  const get = async (url: string) => (await fetch(url)).json();
  const post = async (url: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };
  const addressOf = async (tag: string) => {
    const [service] = (await get(`${platform.env.DISCOVERY_URL}/services?tag=${tag}`)) as { url: string }[];
    return String(service?.url);
  };

  it('minimal: one call, one response', async () => {
    expect(await example('minimal/job.json')).toMatchObject({ exitCode: 0, state: expected('minimal') });
  });

  it('mash-up: what two services say, in one document', async () => {
    await platform.service('examples/mash-up/services.mjs');
    expect(await example('mash-up/job.json')).toMatchObject({ exitCode: 0, state: expected('mash-up') });
  });

  describe('trip', () => {
    const holdings = async () => ({
      flights: await post(`${await addressOf('flight')}/execute`, { command: 'list', resource: 'flight-booking' }),
      rooms: await post(`${await addressOf('hotel')}/execute`, { command: 'list', resource: 'hotel-booking' }),
      cars: await get(`${await addressOf('car-rental')}/rentals`),
    });

    beforeAll(() => platform.service('examples/trip/car-rental.mjs'));

    it('is booked', async () => {
      // Ids and times differ from run to run; expected.json leaves them out.
      expect(await example('trip/trip.json')).toMatchObject({ exitCode: 0, state: expected('trip') });
      expect(await holdings()).toMatchObject({
        flights: { result: [{ flight: 'LH 1138' }] },
        rooms: { result: [{ nights: 3 }] },
        cars: [{ days: 3, euros: 117 }],
      });
    });

    it('that cannot be booked as a whole leaves nothing behind', async () => {
      const before = await holdings();
      const { exitCode, progress } = await example('trip/trip-fails.json');
      expect(exitCode).toBe(1);
      expect(progress).toMatch(
        /hotel\/room: undone[^]*flight\/seat: undone[^]*trip-fails: failed; what had been done is undone/,
      );
      expect(await holdings()).toEqual(before);
    });
  });

  it('shared-by-jobs: a job goes on with what others have left', async () => {
    for (const name of ['ada', 'ben', 'leave']) {
      // Only the port differs: the platform of a test takes any that is free.
      const job = text(`shared-by-jobs/${name}.json`).replace('http://127.0.0.1:4500', platform.env.SHARED_STATE_URL!);
      const path = join(platform.directory, `${name}.json`);
      writeFileSync(path, job);
      expect(await run(path)).toMatchObject({ exitCode: 0 });
    }
    const packing = await get(`${platform.env.SHARED_STATE_URL}/state/packing`);
    expect(packing).toEqual(expected('shared-by-jobs'));
  });

  it('custom-command: money moves, and moves back', async () => {
    expect(await example('custom-command/pay.json')).toMatchObject({ exitCode: 0, state: expected('custom-command') });
    const { exitCode, progress } = await example('custom-command/pay-too-much.json');
    expect(exitCode).toBe(1);
    expect(progress).toContain('ada holds 40, which is less than 1000');
    const accounts = `${await addressOf('account')}/execute`;
    const ada = await post(accounts, { command: 'read', resource: 'account', id: 'ada' });
    expect(ada).toMatchObject({ result: { balance: 70 } });
  });

  it('plain-service: greets, and takes a greeting back', async () => {
    const url = await platform.service('examples/plain-service/greeter.mjs');
    expect(await example('plain-service/job.json')).toMatchObject({ exitCode: 0, state: expected('plain-service') });
    expect(await example('plain-service/job-fails.json')).toMatchObject({ exitCode: 1, state: { name: 'Ben' } });
    expect(await get(`${url}/greetings`)).toEqual([{ text: 'Hello, Ada', number: 1 }]);
  });

  it('library-service: signs, and takes a signature back', async () => {
    await platform.service('dist/examples/library-service/guest-book.js');
    const signed = await example('library-service/job.json');
    expect(signed).toMatchObject({ exitCode: 0, state: expected('library-service') });
    const twice = await example('library-service/job-fails.json');
    expect(twice).toMatchObject({
      exitCode: 1,
      progress: expect.stringContaining('responded with 409: Ada has signed'),
    });
    // Ben's wish is gone, so that he can sign.
    expect(await run('examples/library-service/job-ben.json')).toMatchObject({ exitCode: 0 });
  });

  it('wrapped-api: an API that knows nothing of jobs takes part in one, undo included', async () => {
    const api = await platform.service('examples/wrapped-api/notes-api.mjs');
    const LEDGER = join(platform.directory, 'notes-adapter.jsonl');
    await platform.service('examples/wrapped-api/adapter.mjs', { NOTES_API_URL: api, LEDGER });
    expect(await example('wrapped-api/job.json')).toMatchObject({ exitCode: 0, state: expected('wrapped-api') });
    const before = await get(`${api}/notes`);
    expect(await example('wrapped-api/job-fails.json')).toMatchObject({ exitCode: 1 });
    expect(await get(`${api}/notes`)).toEqual(before);
  });

  describe('vocabulary: one job in the terms of a published profile', () => {
    let hotels: string;
    const put = (path: string, full: boolean) =>
      fetch(`${hotels}/${path}`, { method: 'PUT', body: JSON.stringify(full) });
    const rooms = async (): Promise<Record<string, unknown>> => ({
      astoria: await get(`${hotels}/astoria/rooms`),
      bristol: await get(`${hotels}/bristol/rooms`),
      carlton: await get(`${hotels}/carlton/rooms`),
    });
    /** Only the port differs: the services of a test take any that is free. */
    const job = (name: string) => {
      const path = join(platform.directory, `${name}-in-terms.json`);
      writeFileSync(path, text(`vocabulary/${name}.json`).replaceAll('http://127.0.0.1:4820', hotels));
      return path;
    };

    beforeAll(async () => {
      hotels = await platform.service('examples/vocabulary/hotels.mjs');
      const does = encodeURIComponent(`${hotels}/travel#doReserve`);
      for (let found: unknown[] = []; found.length < 3;) {
        found = (await get(`${platform.env.DISCOVERY_URL}/services?does=${does}`)) as unknown[];
      }
    });

    it('is planned with the words of the hotel', async () => {
      const { out } = await jobRunner.run(['plan', job('trip')]);
      expect(out).toContain('stay/room: create with guest.name as guestName, checkIn as from, nights as howLong');
      expect(out).toContain(
        'alternative 1: create with guest.name as person.fullName, checkIn as stay.arrival, nights as stay.days',
      );
      expect(out).toContain('alternative 2: book with guest.name as guest.name');
    });

    it('runs on any of them, fails over from one to the other, and knows the response in its own terms', async () => {
      const reservation = { exitCode: 0, state: { stay: { guest: 'Ada Lovelace', number: expect.any(String) } } };
      for (const name of ['astoria', 'bristol', 'carlton']) {
        expect(await run(job('trip'))).toMatchObject(reservation);
        await put(`${name}/full`, true);
      }
      expect(await rooms()).toEqual({
        astoria: [{ id: expect.any(String), guestName: 'Ada Lovelace', from: '2027-04-12', howLong: 3 }],
        bristol: [
          { id: expect.any(String), person: { fullName: 'Ada Lovelace' }, stay: { arrival: '2027-04-12', days: 3 } },
        ],
        carlton: [{ reference: expect.any(String), guest: { name: 'Ada Lovelace' }, checkIn: '2027-04-12', nights: 3 }],
      });
    });

    it('is undone at the one that has it', async () => {
      await put('bristol/full', false);
      const before = await rooms();
      const { exitCode, progress } = await run(job('trip-fails'));
      expect(exitCode).toBe(1);
      expect(progress).toMatch(/stay\/room: undone/);
      expect(await rooms()).toEqual(before);
    });

    it('explains why no hotel will do', async () => {
      const path = join(platform.directory, 'too-much.json');
      const input = { guest: { name: 'Ada' }, breakfast: true };
      writeFileSync(
        path,
        JSON.stringify({ steps: [{ tasks: [{ does: `${hotels}/travel#doReserve`, bindTimeoutMs: 1, input }] }] }),
      );
      const { exitCode, progress } = await run(path);
      expect(exitCode).toBe(1);
      for (const name of ['astoria', 'bristol', 'carlton'])
        expect(progress).toContain(`${name}: it has no field for "breakfast"`);
    });
  });
});
