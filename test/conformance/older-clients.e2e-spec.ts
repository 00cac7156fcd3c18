import { ask } from '../support/http';
import { Platform } from '../support/platform';

describe('what older clients send', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start({}, ['discovery', 'shared-state'])));
  afterAll(() => platform.stop());

  it('/register takes empty addresses for absent ones', async () => {
    const empty = { url: '', pingURL: '', pingUrl: '', alps: '' };
    const body = { serviceName: 'older', serviceURL: 'http://127.0.0.1:9', tags: ['older'], ...empty };
    const response = await ask<object>(`${platform.url('discovery')}/register`, { body });
    expect(response).toMatchObject({ status: 201, body: { name: 'older', url: 'http://127.0.0.1:9' } });
    expect(response.body).not.toHaveProperty('pingURL', '');
    const nowhere = await ask(`${platform.url('discovery')}/register`, { body: { ...body, serviceURL: '' } });
    expect(nowhere).toMatchObject({ status: 400, body: { errors: [{ pointer: '/url' }] } });
  });

  it('/unregister ignores what does not name the registration', async () => {
    const body = { serviceName: 'gone', serviceURL: 'http://127.0.0.1:10', tags: ['gone'] };
    const discovery = platform.url('discovery');
    await ask(`${discovery}/register`, { body });
    expect((await ask(`${discovery}/unregister`, { body: { ...body, registryID: '' } })).status).toBe(204);
    expect((await ask(`${discovery}/services?tag=gone`)).body).toEqual([]);
    expect((await ask(`${discovery}/unregister`, { body: { serviceName: 'gone' } })).status).toBe(400);
    expect((await ask(`${discovery}/unregister`, { body: { registryID: 7 } })).status).toBe(400);
  });

  it('POST /state, and /state/:id, without a body make an empty document', async () => {
    const shared = platform.url('shared-state');
    const { status, body } = await ask<{ id: string }>(`${shared}/state`, { method: 'POST' });
    expect(status).toBe(201);
    expect((await ask(`${shared}/state/${body.id}`)).body).toEqual({});
    expect((await ask(`${shared}/state/named`, { method: 'POST' })).status).toBe(200);
    expect((await ask(`${shared}/state/named`)).body).toEqual({});
    expect((await ask(`${shared}/state`, { body: 'null' })).status).toBe(400);
  });
});
