import { MERGE_PATCH, type RunningService } from './running-service';

export function limitsContract(service: RunningService): void {
  describe('limits', () => {
    it('refuses more than 4 MiB, sent at once or grown', async () => {
      const half = 'x'.repeat(2.5 * 1024 * 1024);
      expect(await service.send('POST', '/state', { half, again: half })).toMatchObject({ status: 413 });
      const { path, etag } = await service.made({ half });
      expect(await service.send('POST', path, { again: half })).toMatchObject({
        status: 413,
        body: { code: 'payload-too-large' },
      });
      expect((await service.send('GET', path)).header('etag')).toBe(etag);
    });

    it('refuses more than 64 levels', async () => {
      const { path } = await service.made({});
      const deep = (levels: number) => ({ op: 'add', path: '/a'.repeat(levels), value: 1 });
      expect(await service.send('PATCH', path, deep(64))).toMatchObject({ status: 200 });
      expect(await service.send('PATCH', path, deep(65))).toMatchObject({ status: 422 });
    });

    it.each(['__proto__', 'constructor', 'prototype'])(
      'refuses a member named %s, and a pointer to it',
      async (name) => {
        const { path } = await service.made({});
        const body = JSON.parse(`{"a": [{"${name}": {"x": 1}}]}`) as object;
        const refused = { status: 400, body: { errors: [{ pointer: `/a/0/${name}` }] } };
        expect(await service.send('POST', '/state', body)).toMatchObject(refused);
        expect(await service.send('POST', path, body)).toMatchObject(refused);
        expect(await service.send('PATCH', path, body, { 'content-type': MERGE_PATCH })).toMatchObject(refused);
        expect(await service.send('PATCH', path, { op: 'add', path: `/${name}/x`, value: 1 })).toMatchObject({
          status: 422,
        });
        expect({}).not.toHaveProperty('x');
      },
    );

    it('refuses bodies that are no objects', async () => {
      const { path } = await service.made({});
      expect(await service.send('POST', '/state', [1])).toMatchObject({ status: 400 });
      expect(await service.send('POST', path, 'text')).toMatchObject({ status: 400 });
      expect(await service.send('PATCH', path)).toMatchObject({ status: 400 });
    });
  });
}
