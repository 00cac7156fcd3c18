import { onEveryDatabase } from '#storage/testing';
import { MERGE_PATCH, RunningService } from './testing/running-service';

/** More than is parsed and changed on the main thread. */
const LARGE = 'x'.repeat(100_000);

onEveryDatabase('large writes', (fresh) => {
  const service = new RunningService();
  beforeAll(async () => service.start(await fresh()));
  afterAll(() => service.stop());

  it('and small ones of one document all take effect, whichever come first', async () => {
    const { path } = await service.made({ large: LARGE });
    const names = Array.from({ length: 24 }, (_, index) => `m${index}`);
    const writes = names.map((name, index) =>
      service.send('PATCH', path, { [name]: index % 2 ? 1 : LARGE }, { 'content-type': MERGE_PATCH }),
    );
    expect(new Set((await Promise.all(writes)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(Object.keys((await service.contentOf(path)) as object).sort()).toEqual(['large', ...names].sort());
  });

  it('keep their conditions, and are done once for one key', async () => {
    const { id, path, etag } = await service.made({ n: 0 });
    const body = { [LARGE.slice(0, 70_000)]: 1 };
    const write = (headers: Record<string, string>, sent: object = body) => service.send('POST', path, sent, headers);
    const first = await write({ 'idempotency-key': 'k', 'if-match': etag });
    expect(first.status).toBe(200);
    expect(await write({ 'idempotency-key': 'k', 'if-match': etag })).toMatchObject({ status: 200, body: first.body });
    expect(await write({ 'idempotency-key': 'k' }, { LARGE })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-mismatch' },
    });
    expect((await write({ 'if-match': etag })).status).toBe(412);
    expect((await service.send('POST', '/state', { id, LARGE })).status).toBe(409);
    expect((await service.send('PATCH', '/state/nowhere', { LARGE }, { 'content-type': MERGE_PATCH })).status).toBe(
      404,
    );
    expect(await write({}, [LARGE])).toMatchObject({ status: 400, body: { errors: [{ pointer: '' }] } });
  });
});
