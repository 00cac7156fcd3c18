import { Platform } from './support/platform';

interface EdgeResponse {
  status: number;
  location: string | null;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- any JSON of a service
  body: any;
}

/** Responses with 49 or more would show that an expression was evaluated. */
const TEMPLATES = '${7*7} {{7*7}} ={{this.constructor.constructor("return process")().pid}} <%= 7*7 %> #{7*7}';
const NAMES = {
  step: 'réserver → 予約',
  task: 'Zimmer №1 ☃',
  title: `Ünï 👩‍🚀 \u202Eabc\u202C ${TEMPLATES}`,
  place: 'Grüße/…~%?#',
};

describe('at the edges', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start(['examples/designs/todo.json'])), 60_000);
  afterAll(() => platform.stop());

  const send = async (
    url: string,
    body?: unknown,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<EdgeResponse> => {
    const headers = { 'content-type': 'application/json' };
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(url, { method, headers, body: text });
    const content = await response.text();
    const location = response.headers.get('location');
    return { status: response.status, location, body: content === '' ? undefined : JSON.parse(content) };
  };
  const jobs = (path = '') => `${platform.env.JOB_CONTROL_URL}/jobs${path}`;
  const states = (path = '') => `${platform.env.SHARED_STATE_URL}/state${path}`;
  const jobOf = (payload: object, more: object = {}) => ({
    ...more,
    steps: [
      {
        name: NAMES.step,
        tasks: [
          {
            name: NAMES.task,
            tag: 'todo',
            input: { command: 'create', resource: 'todo', payload },
            storeResultAt: { targetPath: `/${NAMES.place.replaceAll('~', '~0').replaceAll('/', '~1')}` },
          },
        ],
      },
    ],
  });

  it('names and values may be of any script, all the way and back', async () => {
    const { body } = await send(jobs('?wait=true'), jobOf({ title: NAMES.title }, { name: 'Reise nach 東京' }));
    expect(body).toMatchObject({ status: 'completed', name: 'Reise nach 東京', steps: [{ name: NAMES.step }] });
    expect(body.steps[0].tasks[0]).toMatchObject({ name: NAMES.task, address: `${NAMES.step}/${NAMES.task}` });
    const state = await send(String(body.sharedStateURL));
    expect(state.body[NAMES.place].result.title).toBe(NAMES.title);
    const events = await send(jobs(`/${body.id}/events`));
    expect(events.body).toContainEqual(expect.objectContaining({ type: 'unit-succeeded', step: NAMES.step }));
    const found = await send(jobs(`?name=${encodeURIComponent('Reise nach 東京')}`));
    expect(found.body).toHaveLength(1);
    // Undoing it calls the service once more under the same id, which does not fit into a header as it is.
    await send(jobs(`/${body.id}/revert`), {});
    for (let status = ''; status !== 'reverted';) status = (await send(jobs(`/${body.id}`))).body.status;
  });

  it('every id it makes can stand in an address as it is', async () => {
    const { body, location } = await send(jobs('?wait=true'), jobOf({ title: 'x' }));
    expect(body.id).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(location ?? body.href).toContain(body.id);
    expect((await send(states(), { a: 1 })).body.id).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('a chosen id is either refused or found again at its address', async () => {
    for (const id of ['späti', 'a b', 'a/b', '..', 'a%2Fb', 'a?b']) {
      const made = await send(states(), { id, here: true });
      if (made.status === 201) expect((await send(String(made.body.stateURL))).body).toEqual({ here: true });
      else expect(made).toMatchObject({ status: 400, body: { errors: [{ pointer: '/id' }] } });
    }
  });

  it('tells time in UTC as RFC 3339 has it', async () => {
    const { body } = await send(jobs('?wait=true'), jobOf({ title: 'x' }));
    const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
    const [services, events] = [
      await send(`${platform.env.DISCOVERY_URL}/services`),
      await send(jobs(`/${body.id}/events`)),
    ];
    const meta = await send(`${body.sharedStateURL}?meta`);
    const attempt = body.steps[0].tasks[0].attempts[0];
    const times = [
      body.createdAt,
      body.completedAt,
      attempt.startedAt,
      services.body[0].registeredAt,
      meta.body.createdAt,
    ];
    for (const time of [...times, ...(events.body as { at: string }[]).map(({ at }) => at)])
      expect(time).toMatch(RFC3339);
  });

  it('what is too large, too deep or too much is refused with what would be right', async () => {
    const large = await send(jobs(), jobOf({ title: 'x'.repeat(1024 * 1024) }));
    expect(large).toMatchObject({
      status: 413,
      body: { code: 'payload-too-large', detail: expect.stringMatching(/\d/) },
    });
    const state = await send(states(), { text: 'x'.repeat(4 * 1024 * 1024 + 10) });
    expect(state).toMatchObject({
      status: 413,
      body: { code: 'payload-too-large', detail: expect.stringMatching(/\d/) },
    });
    const deep = await send(states(), `{"a":${'['.repeat(70)}${']'.repeat(70)}}`);
    expect(deep).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', detail: expect.stringContaining('64') },
    });
    const steps = Array.from({ length: 1001 }, () => ({ tasks: [] }));
    const many = await send(jobs(), { steps });
    expect(many).toMatchObject({
      status: 422,
      body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/steps' })]) },
    });
  });
});
