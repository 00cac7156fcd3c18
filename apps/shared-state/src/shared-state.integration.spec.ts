import { onEveryDatabase } from '#storage/testing';
import { documentsContract } from './testing/documents.contract';
import { guardedWritesContract } from './testing/guarded-writes.contract';
import { limitsContract } from './testing/limits.contract';
import { patchesContract } from './testing/patches.contract';
import { versionsContract } from './testing/versions.contract';
import { RunningService } from './testing/running-service';

onEveryDatabase('shared-state', (fresh) => {
  const service = new RunningService();
  beforeAll(async () => service.start(await fresh()));
  afterAll(() => service.stop());

  documentsContract(service);
  patchesContract(service);
  guardedWritesContract(service);
  limitsContract(service);
  versionsContract(service);

  it('tells about itself', async () => {
    expect((await service.send('GET', '/')).body).toMatchObject({ name: 'shared-state' });
    expect(await service.send('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect((await service.send('GET', '/ping')).body).toEqual({ status: 'ok' });
    expect((await service.send('GET', '/forms')).body).toContainEqual(
      expect.objectContaining({ rel: 'create', method: 'POST', href: `${service.base}/state` }),
    );
    expect((await service.send('GET', '/openapi.json')).body).toMatchObject({
      paths: { '/state/{id}': { patch: {} } },
    });
  });

  it('keeps its documents when it is restarted', async () => {
    const { path, etag } = await service.made({ a: 1 });
    await service.restart();
    const { body, header } = await service.send('GET', path);
    expect([body, header('etag')]).toEqual([{ a: 1 }, etag]);
  });
});
