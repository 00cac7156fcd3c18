import type { RunningService } from './running-service';

export function documentsContract(service: RunningService): void {
  describe('making a document', () => {
    it('responds with its address, and keeps the content without the id', async () => {
      const id = service.newId();
      const { status, body, header } = await service.send('POST', '/state', { id, a: { b: 1 } });
      expect({ status, body }).toEqual({ status: 201, body: { id, stateURL: `${service.base}/state/${id}` } });
      expect(header('location')).toBe(`${service.base}/state/${id}`);
      const read = await service.send('GET', `/state/${id}`);
      expect(read.body).toEqual({ a: { b: 1 } });
      expect(read.header('etag')).toBe(header('etag'));
    });

    it('makes an id where none is given', async () => {
      const { body } = await service.send('POST', '/state', { a: 1 });
      const { id, stateURL } = body as { id: string; stateURL: string };
      expect(id).toMatch(/^[A-Za-z0-9._~-]{1,128}$/);
      expect(await service.contentOf(stateURL)).toEqual({ a: 1 });
    });

    it('refuses an id that is taken, and leaves what is there', async () => {
      const { id, path } = await service.made({ a: 1 });
      expect(await service.send('POST', '/state', { id, a: 2 })).toMatchObject({
        status: 409,
        body: { code: 'already-exists' },
      });
      expect(await service.contentOf(path)).toEqual({ a: 1 });
    });

    it('makes one document for one idempotency key', async () => {
      const key = { 'idempotency-key': service.newId() };
      const [first, second] = [
        await service.send('POST', '/state', { a: 1 }, key),
        await service.send('POST', '/state', { a: 1 }, key),
      ];
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body).toEqual(first.body);
    });

    it.each(['', '.', '..', 'a/b', 'a b', 'ż', 'x'.repeat(129), 7])('refuses %j as an id', async (id) => {
      expect(await service.send('POST', '/state', { id })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/id' }] },
      });
    });
  });

  describe('reading', () => {
    it('needs no body when the caller has the content', async () => {
      const { path, etag } = await service.made({ a: 1 });
      const { status, body, header } = await service.send('GET', path, undefined, { 'if-none-match': etag });
      expect({ status, body, etag: header('etag') }).toEqual({ status: 304, body: undefined, etag });
      expect(await service.send('GET', path, undefined, { 'if-none-match': '"other"' })).toMatchObject({ status: 200 });
    });

    it('gives the metadata alone on request', async () => {
      const { id, path } = await service.made({ a: 1 });
      await service.send('POST', path, { b: 2 });
      const { body } = await service.send('GET', `${path}?meta`);
      const { createdAt, lastModified } = body as Record<string, string>;
      expect(body).toEqual({ id, createdAt, lastModified, version: 2 });
      expect(new Date(lastModified!).toISOString()).toBe(lastModified);
      expect(lastModified! >= createdAt!).toBe(true);
    });

    it('responds 404 for a missing document, and 400 for an invalid id', async () => {
      expect(await service.send('GET', '/state/none')).toMatchObject({ status: 404, body: { code: 'not-found' } });
      expect(await service.send('GET', '/state/a%20b')).toMatchObject({ status: 400 });
    });
  });

  describe('merging with POST', () => {
    it('merges at the root only, and responds with the entry', async () => {
      const { id, path } = await service.made({ a: { x: 1 }, b: 1 });
      const { status, body } = await service.send('POST', path, { a: { y: 2 }, c: null });
      const content = { a: { y: 2 }, b: 1, c: null };
      expect({ status, body }).toMatchObject({ status: 200, body: { status: 'updated', state: { id, content } } });
      expect(Object.keys((body as { state: object }).state)).toEqual(['id', 'content', 'createdAt', 'lastModified']);
    });

    it('makes a missing document', async () => {
      const path = `/state/${service.newId()}`;
      expect(await service.send('POST', path, { a: 1 })).toMatchObject({ status: 200, body: { status: 'updated' } });
      expect(await service.contentOf(path)).toEqual({ a: 1 });
    });
  });

  it('deletes, also what is not there', async () => {
    const { path } = await service.made({});
    expect(await service.send('DELETE', path)).toMatchObject({ status: 204 });
    expect(await service.send('GET', path)).toMatchObject({ status: 404 });
    expect(await service.send('DELETE', path, undefined, { 'if-match': '*' })).toMatchObject({ status: 204 });
  });

  describe('the list', () => {
    it('has no content, newest first, page by page', async () => {
      const ids = [];
      for (let n = 0; n < 5; n++) ids.push((await service.made({ secret: n })).id);
      const seen: Record<string, string>[] = [];
      let next: string | undefined = '/state?limit=2';
      while (next !== undefined) {
        const { body, header } = await service.send('GET', next);
        seen.push(...(body as Record<string, string>[]));
        next = /<([^>]+)>; rel="next"/.exec(header('link') ?? '')?.[1];
      }
      expect(
        seen
          .slice(0, 5)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(ids.sort());
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      expect(seen.map(({ createdAt }) => createdAt)).toEqual(
        seen
          .map(({ createdAt }) => createdAt)
          .sort()
          .reverse(),
      );
      expect(Object.keys(seen[0]!).sort()).toEqual(['createdAt', 'href', 'id', 'lastModified', 'rel']);
      expect(await service.contentOf(seen[0]!.href!)).toHaveProperty('secret');
    });

    it.each([
      ...['limit=0', 'limit=x', 'limit=1001', 'cursor=x'],
      // The cursor of a list of jobs, and a nearly valid one.
      ...['1790000000000 a', '["1","a"]', '["2026-01-01T00:00:00.000Z", "a"]'].map(
        (text) => `cursor=${Buffer.from(text).toString('base64url')}`,
      ),
    ])('refuses ?%s', async (query) => {
      expect(await service.send('GET', `/state?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'invalid-request' },
      });
    });
  });
}
