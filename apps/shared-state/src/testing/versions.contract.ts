import type { RunningService } from './running-service';
import { JSON_PATCH } from './running-service';

interface Item {
  version: number;
  at: string;
  key?: string;
  href: string;
}

export function versionsContract(service: RunningService): void {
  const add = (path: string, at: string, value: unknown, key?: string) =>
    service.send('PATCH', path, { op: 'add', path: at, value }, key === undefined ? {} : { 'idempotency-key': key });
  const listOf = async (path: string) => (await service.send('GET', `${path}/versions`)).body as Item[];
  const versionOf = async (path: string, version: number) => {
    const { status, body } = await service.send('GET', `${path}/versions/${version}`);
    return { status, ...(body as { content?: object; changes?: object[]; key?: string }) };
  };

  describe('the versions of a document', () => {
    it('are what it was, newest first, with who wrote what', async () => {
      const { path } = await service.made({ text: 'a "quoted" żółw 😀' });
      await add(path, '/results/flight', { seat: '12a' }, 'trip-1/flight');
      await service.send('PATCH', path, [{ op: 'remove', path: '/text' }], { 'content-type': JSON_PATCH });
      const list = await listOf(path);
      expect(list.map(({ version, key }) => [version, key])).toEqual([
        [3, undefined],
        [2, 'trip-1/flight'],
        [1, undefined],
      ]);
      expect(list.map(({ href }) => href)).toEqual([3, 2, 1].map((n) => `${service.base}${path}/versions/${n}`));
      const versions = await Promise.all([1, 2, 3].map((version) => versionOf(path, version)));
      expect(versions.map(({ content }) => content)).toEqual([
        { text: 'a "quoted" żółw 😀' },
        { text: 'a "quoted" żółw 😀', results: { flight: { seat: '12a' } } },
        { results: { flight: { seat: '12a' } } },
      ]);
      expect(versions.map(({ changes }) => changes)).toEqual([
        [{ pointer: '/text', change: 'added' }],
        [{ pointer: '/results', change: 'added' }],
        [{ pointer: '/text', change: 'removed' }],
      ]);
    });

    it('are kept one by one where many writes share a commit, and the last 20 beside the current one', async () => {
      const { path } = await service.made({ list: [] });
      await Promise.all(Array.from({ length: 30 }, (_, n) => add(path, '/list/-', n)));
      const list = await listOf(path);
      expect(list.map(({ version }) => version)).toEqual(Array.from({ length: 21 }, (_, n) => 31 - n));
      const lengths = await Promise.all(
        list.map(async ({ version }) => ((await versionOf(path, version)).content as { list: unknown[] }).list.length),
      );
      expect(lengths).toEqual(list.map(({ version }) => version - 1));
      expect(await versionOf(path, 11)).not.toHaveProperty('changes');
      expect(await versionOf(path, 10)).toMatchObject({ status: 404, code: 'not-found' });
    });

    it('are gone with it, and are not those of another one of its id', async () => {
      const { id, path } = await service.made({ a: 1 });
      await add(path, '/a', 2);
      await service.send('DELETE', path);
      expect((await service.send('GET', `${path}/versions`)).status).toBe(404);
      await service.send('POST', '/state', { id, b: 1 });
      await add(path, '/b', 2);
      expect((await listOf(path)).map(({ version }) => version)).toEqual([2, 1]);
      expect((await versionOf(path, 1)).content).toEqual({ b: 1 });
    });

    it('are there after a restart', async () => {
      const { path } = await service.made({ a: 1 });
      await add(path, '/a', 2);
      await service.restart();
      await add(path, '/a', 3);
      expect((await versionOf(path, 1)).content).toEqual({ a: 1 });
      expect((await versionOf(path, 3)).changes).toEqual([{ pointer: '/a', change: 'changed' }]);
    });

    it('are no more than what a repeated or refused write left', async () => {
      const { path, etag } = await service.made({ a: 1 });
      await add(path, '/a', 2, 'once');
      await add(path, '/a', 2, 'once');
      await service.send('POST', path, { a: 9 }, { 'if-match': etag });
      expect((await listOf(path)).map(({ version }) => version)).toEqual([2, 1]);
    });

    it.each(['0', 'x', '-1', '1.0'])('have no number %s', async (version) => {
      const { path } = await service.made({});
      expect((await service.send('GET', `${path}/versions/${version}`)).status).toBe(400);
    });
  });
}
