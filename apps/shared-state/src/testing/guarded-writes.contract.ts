import { JSON_PATCH, MERGE_PATCH, type RunningService } from './running-service';

export function guardedWritesContract(service: RunningService): void {
  describe('If-Match', () => {
    const writes: [string, string, unknown, string?][] = [
      ['POST', 'merge', { b: 1 }],
      ['PATCH', 'patch', { op: 'add', path: '/b', value: 1 }],
      ['PATCH', 'JSON patch', [{ op: 'add', path: '/b', value: 1 }], JSON_PATCH],
      ['PATCH', 'merge patch', { b: 1 }, MERGE_PATCH],
      ['DELETE', 'delete', undefined],
    ];
    it.each(writes)('guards every write: %s (%s)', async (method, _, body, type = 'application/json') => {
      const { path, etag } = await service.made({ a: 1 });
      await service.send('POST', path, { a: 2 });
      const write = (ifMatch: string) =>
        service.send(method, path, body, { 'content-type': type, 'if-match': ifMatch });
      expect(await write(etag)).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
      expect(await service.contentOf(path)).toEqual({ a: 2 });
      const current = (await service.send('GET', path)).header('etag') ?? '';
      expect((await write(`"none", ${current}`)).status).toBeLessThan(300);
    });

    it('with * wants a document to be there', async () => {
      expect(await service.send('POST', `/state/${service.newId()}`, {}, { 'if-match': '*' })).toMatchObject({
        status: 412,
      });
      const { path } = await service.made({});
      expect(await service.send('POST', path, {}, { 'if-match': '*' })).toMatchObject({ status: 200 });
    });

    it('does not take a document made anew for the old one', async () => {
      const { id, path, etag } = await service.made({ a: 1 });
      await service.send('DELETE', path);
      await service.send('POST', '/state', { id, a: 1 });
      expect(await service.send('POST', path, { b: 1 }, { 'if-match': etag })).toMatchObject({ status: 412 });
    });
  });

  describe('a write with an idempotency key', () => {
    it('is applied once, even if its If-Match has gone stale, with the same response', async () => {
      const { path, etag } = await service.made({ list: [] });
      const write = () =>
        service.send(
          'PATCH',
          path,
          { op: 'add', path: '/list/-', value: 1 },
          { 'if-match': etag, 'idempotency-key': 'k1' },
        );
      const first = await write();
      expect(await write()).toMatchObject({ status: first.status, body: first.body });
      expect(await service.contentOf(path)).toEqual({ list: [1] });
    });

    it('shows the document as it is now when it is repeated later', async () => {
      const { path } = await service.made({});
      const write = () => service.send('POST', path, { a: 1 }, { 'idempotency-key': 'k1' });
      await write();
      const later = await service.send('POST', path, { a: 2 });
      const again = await write();
      expect(again).toMatchObject({ status: 200, body: later.body });
      expect(again.header('etag')).toBe(later.header('etag'));
    });

    it.each<[string, string, unknown, string?]>([
      ['another body', 'PATCH', { op: 'add', path: '/list/-', value: 2 }],
      ['another method', 'POST', { op: 'add', path: '/list/-', value: 1 }],
      ['another media type', 'PATCH', { op: 'add', path: '/list/-', value: 1 }, MERGE_PATCH],
    ])('is refused with %s, and changes nothing', async (_, method, body, type = 'application/json') => {
      const { path } = await service.made({ list: [] });
      const add = { op: 'add', path: '/list/-', value: 1 };
      await service.send('PATCH', path, add, { 'idempotency-key': 'k1' });
      const refused = await service.send(method, path, body, { 'content-type': type, 'idempotency-key': 'k1' });
      expect(refused).toMatchObject({ status: 422, body: { code: 'idempotency-mismatch' } });
      expect(await service.contentOf(path)).toEqual({ list: [1] });
    });

    it('is one of its document: another one knows nothing of it', async () => {
      const [one, other] = [await service.made({}), await service.made({})];
      await service.send('POST', one.path, { a: 1 }, { 'idempotency-key': 'k1' });
      expect(await service.send('POST', other.path, { b: 2 }, { 'idempotency-key': 'k1' })).toMatchObject({
        status: 200,
      });
      expect(await service.contentOf(other.path)).toEqual({ b: 2 });
    });

    it('is not remembered when it was refused', async () => {
      const { path } = await service.made({});
      const write = (ifMatch: string) =>
        service.send('POST', path, { a: 1 }, { 'if-match': ifMatch, 'idempotency-key': 'k1' });
      expect(await write('"stale"')).toMatchObject({ status: 412 });
      expect(await write('*')).toMatchObject({ status: 200, body: { state: { content: { a: 1 } } } });
    });

    it('is remembered for 64 writes with a key', async () => {
      const { path } = await service.made({ list: [] });
      const write = (key: string) =>
        service.send('PATCH', path, { op: 'add', path: '/list/-', value: key }, { 'idempotency-key': key });
      for (let n = 0; n < 64; n++) await write(`k${n}`);
      await write('k0');
      expect(((await service.contentOf(path)) as { list: string[] }).list).toHaveLength(64);
      await write('k64');
      await write('k0');
      expect(((await service.contentOf(path)) as { list: string[] }).list).toHaveLength(66);
    });
  });

  it('loses none of 100 parallel patches', async () => {
    const { path } = await service.made({ list: [] });
    const patches = Array.from({ length: 100 }, (_, n) =>
      service.send('PATCH', path, [
        { op: 'add', path: '/list/-', value: n },
        { op: 'add', path: `/by/${n}`, value: true },
      ]),
    );
    const responses = await Promise.all(patches);
    expect(responses.every(({ status }) => status === 200)).toBe(true);
    expect(new Set(responses.map(({ header }) => header('etag'))).size).toBe(100);
    const content = (await service.contentOf(path)) as { list: number[]; by: object };
    expect(content.list.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(Object.keys(content.by)).toHaveLength(100);
  });
}
