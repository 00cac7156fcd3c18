import { TestPostgres } from '#storage/testing';
import { RunningService } from './testing/running-service';

describe('two replicas on one PostgreSQL', () => {
  const [one, other] = [new RunningService(), new RunningService()];
  let server: TestPostgres;

  beforeAll(async () => {
    server = await TestPostgres.start();
    const place = { dataDir: 'unused', databaseUrl: await server.createDatabase() };
    await Promise.all([one.start(place), other.start(place)]);
  });
  afterAll(async () => {
    await Promise.all([one.stop(), other.stop()]);
    await server.stop();
  });

  const onBoth = <T>(times: number, call: (service: RunningService, n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: times }, (_, n) => call(n % 2 === 0 ? one : other, n)));

  it('lose no patch, also of documents that neither had', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const responses = await onBoth(100, (service, n) =>
      service.send('PATCH', `/state/${ids[n % ids.length]}`, { op: 'add', path: `/n${n}`, value: n }),
    );
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
    const contents = await Promise.all(ids.map((id) => one.contentOf(`/state/${id}`)));
    expect(Object.keys(Object.assign({}, ...contents) as object)).toHaveLength(100);
  });

  it('make a document of one id only once', async () => {
    const responses = await onBoth(10, (service, n) => service.send('POST', '/state', { id: 'same', n }));
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 409)).toHaveLength(9);
  });

  it('let one writer of one version win', async () => {
    const { path, etag } = await one.made({});
    const responses = await onBoth(10, (service, n) => service.send('POST', path, { n }, { 'if-match': etag }));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 412)).toHaveLength(9);
  });

  it('apply a write once that is sent to both', async () => {
    const { path } = await one.made({ list: [] });
    const key = { 'idempotency-key': 'k' };
    await onBoth(10, (service) => service.send('PATCH', path, { op: 'add', path: '/list/-', value: 1 }, key));
    expect(await other.contentOf(path)).toEqual({ list: [1] });
  });
});
