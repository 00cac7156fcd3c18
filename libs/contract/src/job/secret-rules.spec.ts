import { validateJobDocument } from './validate-job-document';

function faultsOf(document: object): Record<string, string> {
  const { faults } = validateJobDocument(document);
  return Object.fromEntries(faults.map(({ pointer, message }) => [pointer, message]));
}

const ofTask = (task: object) =>
  Object.fromEntries(
    Object.entries(
      faultsOf({
        steps: [
          {
            name: 's',
            tasks: [
              { name: 't', tag: 'x' },
              { tag: 'x', ...task },
            ],
          },
        ],
      }),
    ).map(([pointer, message]) => [pointer.replace('/steps/0/tasks/1', ''), message]),
  );

describe('a secret in an input', () => {
  it('may stand at any depth', () => {
    expect(ofTask({ input: { a: { $secret: 'bank' }, list: [{ b: { $secret: 'a.b-c_d' } }] } })).toEqual({});
  });

  it.each([
    ['a name that needs escaping', { a: { $secret: 'two words' } }, '/input/a'],
    ['no name', { a: { $secret: '' } }, '/input/a'],
    ['something beside it', { a: { $secret: 'bank', default: 1 } }, '/input/a'],
    ['the input itself', { $secret: 'bank' }, '/input'],
    ['a default', { a: { $fromState: '/a', default: { b: { $secret: 'bank' } } } }, '/input/a/default'],
    ['a place that no pointer may name', { constructor: { $secret: 'bank' } }, '/input/constructor'],
  ])('is refused with %s', (_, input, pointer) => {
    expect(Object.keys(ofTask({ input }))).toEqual([pointer]);
  });
});

it.each(['initialState', 'sharedState'])('a secret has no place in %s', (member) => {
  const document = { [member]: { deep: [{ $secret: 'bank' }] }, steps: [{ tasks: [{ tag: 'x' }] }] };
  expect(faultsOf(document)).toEqual({ [`/${member}/deep/0`]: 'expected no $secret in the state' });
});

describe('headers', () => {
  it('are texts, or secrets after what has to stand before them', () => {
    const headers = {
      'X-Tenant': 'acme',
      authorization: { $secret: 'bank', prefix: 'Bearer ' },
      cookie: { $secret: 'session' },
    };
    expect(ofTask({ headers })).toEqual({});
  });

  it.each([
    'Host',
    'connection',
    'Transfer-Encoding',
    'content-length',
    'Idempotency-Key',
    'request-id',
    'correlation-id',
    'traceparent',
    'Signature',
    'signature-input',
    'content-digest',
    'settles',
    'proxy-authorization',
    'X-Forwarded-For',
  ])('may not set %s, which job-control sets', (name) => {
    expect(ofTask({ headers: { [name]: 'mine' } })).toEqual({
      [`/headers/${name}`]: 'expected another header: this one is set by job-control',
    });
  });

  it.each<[string, object, string]>([
    ['a name that is none', { 'a b': 'x' }, '/headers/a b'],
    ['a line break', { a: 'x\r\nhost: evil' }, '/headers/a'],
    ['what is not ASCII', { a: 'ü' }, '/headers/a'],
    ['a number', { a: 7 }, '/headers/a'],
    ['a secret with more than a prefix', { a: { $secret: 'bank', suffix: 'x' } }, '/headers/a'],
    ['a prefix with a line break', { a: { $secret: 'bank', prefix: '\n' } }, '/headers/a'],
    ['one name twice', { a: 'x', A: 'y' }, '/headers/A'],
    ['too many', Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`h${n}`, ''])), '/headers'],
  ])('are refused with %s', (_, headers, pointer) => {
    expect(Object.keys(ofTask({ headers }))).toEqual([pointer]);
  });

  it.each(['authorization', 'Cookie'])('give access only by reference: no text for %s', (name) => {
    expect(ofTask({ headers: { [name]: 'Bearer abc' } })[`/headers/${name}`]).toContain('expected {"$secret"');
  });

  it('are those of the task that `of` takes up', () => {
    const step = {
      mode: 'sequential',
      name: 's',
      tasks: [
        { name: 't', tag: 'x' },
        { of: 's/t', headers: { a: 'b' } },
      ],
    };
    expect(Object.keys(faultsOf({ steps: [step] }))).toEqual(['/steps/0/tasks/1/headers']);
  });
});
