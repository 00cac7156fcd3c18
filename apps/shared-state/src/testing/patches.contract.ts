import fc from 'fast-check';
import { JSON_PATCH, MERGE_PATCH, type RunningService } from './running-service';

export function patchesContract(service: RunningService): void {
  describe('PATCH application/json', () => {
    it('adds at a pointer, making parents and the document', async () => {
      const id = service.newId();
      expect(await service.send('PATCH', `/state/${id}`, { op: 'add', path: '/a/b', value: 1 })).toMatchObject({
        status: 200,
        body: { status: 'patched', state: { id, content: { a: { b: 1 } } } },
      });
    });

    it('merges, and says so', async () => {
      const { path } = await service.made({ a: 1 });
      expect(await service.send('PATCH', path, { op: 'merge', value: { b: 2 } })).toMatchObject({
        body: { status: 'merged', state: { content: { a: 1, b: 2 } } },
      });
    });

    it('does all of a list or nothing', async () => {
      const { path, etag } = await service.made({ a: 'text' });
      const patch = [
        { op: 'add', path: '/b', value: 1 },
        { op: 'add', path: '/a/c', value: 1 },
      ];
      expect(await service.send('PATCH', path, patch)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/1' }] },
      });
      expect(await service.send('GET', path)).toMatchObject({ body: { a: 'text' } });
      expect((await service.send('GET', path)).header('etag')).toBe(etag);
    });

    it('refuses what is no patch, with every fault', async () => {
      const { path } = await service.made({});
      const { status, body } = await service.send('PATCH', path, [
        { op: 'delete' },
        { op: 'add', path: 'x', value: 1 },
      ]);
      expect(status).toBe(422);
      const pointers = (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
      expect(pointers).toEqual(expect.arrayContaining(['/0/op', '/0/value', '/1/path']));
    });
  });

  describe('the standard patches', () => {
    it('changes a document as RFC 6902 says, and responds with its content', async () => {
      const { path } = await service.made({ list: [1, 3] });
      const patch = [
        { op: 'test', path: '/list/0', value: 1 },
        { op: 'add', path: '/list/1', value: 2 },
        { op: 'copy', from: '/list', path: '/again' },
      ];
      expect(await service.send('PATCH', path, patch, { 'content-type': JSON_PATCH })).toMatchObject({
        status: 200,
        body: { list: [1, 2, 3], again: [1, 2, 3] },
      });
    });

    it('refuses a patch whose test fails, or that would leave no object', async () => {
      const { path } = await service.made({ a: 1 });
      const patch = (...operations: object[]) =>
        service.send('PATCH', path, operations, { 'content-type': JSON_PATCH });
      expect(await patch({ op: 'remove', path: '/a' }, { op: 'test', path: '/b', value: 1 })).toMatchObject({
        status: 422,
      });
      expect(await patch({ op: 'test', path: '/a', value: 2 })).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      });
      expect(await patch({ op: 'replace', path: '', value: [] })).toMatchObject({ status: 422 });
      expect(await patch({ op: 'remove', path: '' })).toMatchObject({ status: 422 });
      expect(await patch({ op: 'move', path: '/b' })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/0/from' }] },
      });
      expect(await service.contentOf(path)).toEqual({ a: 1 });
    });

    it('changes a document as RFC 7396 says', async () => {
      const { path } = await service.made({ a: { x: 1, y: 2 }, b: 1 });
      const patch = { a: { x: null }, c: 3 };
      expect(
        await service.send('PATCH', path, patch, { 'content-type': `${MERGE_PATCH}; charset=utf-8` }),
      ).toMatchObject({
        body: { a: { y: 2 }, b: 1, c: 3 },
      });
    });

    it.each([JSON_PATCH, MERGE_PATCH])('needs a document: %s', async (type) => {
      expect(await service.send('PATCH', '/state/none', [], { 'content-type': type })).toMatchObject({ status: 404 });
    });

    it('names the media types it takes when it gets another', async () => {
      const { path } = await service.made({});
      const { status, header } = await service.send(
        'PATCH',
        path,
        {},
        { 'content-type': 'application/vnd.other+json' },
      );
      expect(status).toBe(415);
      expect(header('accept-patch')).toBe(`application/json, ${JSON_PATCH}, ${MERGE_PATCH}`);
    });
  });

  it('is, after any sequence of writes, what those writes make of a plain object', async () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const value = fc.oneof(fc.integer(), fc.constant(null), fc.dictionary(name, fc.integer()));
    const write = fc.oneof(
      fc.record({ kind: fc.constant('merge' as const), members: fc.dictionary(name, value) }),
      fc.record({ kind: fc.constant('put' as const), name, value }),
      fc.record({ kind: fc.constant('drop' as const), name }),
    );
    const sequences = fc.array(write, { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sequences, async (writes) => {
        const { path } = await service.made({});
        let model: Record<string, unknown> = {};
        for (const one of writes) {
          if (one.kind === 'merge') {
            model = { ...model, ...one.members };
            await service.send('POST', path, one.members);
          } else if (one.kind === 'put') {
            model = { ...model, [one.name]: one.value };
            await service.send('PATCH', path, { op: 'add', path: `/${one.name}`, value: one.value });
          } else {
            const { [one.name]: _, ...rest } = model;
            model = rest;
            await service.send('PATCH', path, { [one.name]: null }, { 'content-type': MERGE_PATCH });
          }
        }
        expect(await service.contentOf(path)).toEqual(model);
      }),
      { numRuns: 30 },
    );
  });
}
