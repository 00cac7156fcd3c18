import { type Attacks, post, times } from './attacks';
import type { Attack } from './hostile-http';
import { send } from './send';

const validate = (body: () => unknown): Attack => post('/jobs/validate', body);
const plan = (body: () => unknown): Attack => post('/jobs/plan', body);
const tasks = (count: number, task: (index: number) => unknown) => ({ steps: [{ tasks: times(count, task) }] });
const define = (name: string, inputs: object, job: object): Attack => {
  const body = JSON.stringify({ inputs, job });
  return (url) => send('PUT', `${url}/definitions/${name}`, body);
};
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const taking = (input: unknown) => tasks(1, () => ({ tag: 'nowhere', bindTimeoutMs: 50, input: { a: input } }));
/** A definition, and a start of it. */
const start = (name: string, inputs: object, input: unknown, given: () => unknown): Attack => {
  const defining = define(name, inputs, taking(input));
  const starting = post(`/definitions/${name}/jobs`, () => ({ inputs: given() }));
  return async (url) => {
    await defining(url);
    return starting(url);
  };
};
const DOUBLING = object(
  { a: { $ref: '#/$defs/0' } },
  {
    $defs: Object.fromEntries(
      times(31, (n) => [n, n < 30 ? { allOf: times(2, () => ({ $ref: `#/$defs/${n + 1}` })) } : {}]),
    ),
  },
);
const DEFINITIONS: Attacks = {
  'a schema of a thousand parts': define(
    'parts',
    object({}, { allOf: times(900, (at) => object({ [`p${at}`]: { type: 'string', maxLength: at } })) }),
    taking(1),
  ),
  'a schema of alternatives in alternatives': define(
    'alternatives',
    object(Object.fromEntries(times(30, (at) => [`p${at}`, { oneOf: times(30, (n) => ({ const: n })) }]))),
    taking(1),
  ),
  'a schema of many patterns': define(
    'patterns',
    object(
      {},
      { patternProperties: Object.fromEntries(times(150, (at) => [`^(a|b)*${'(c|d)*'.repeat(40)}${at}$`, {}])) },
    ),
    taking(1),
  ),
  'values that are required by the ten thousand': define(
    'required',
    object({}, { required: times(9_000, (at) => `${at}`) }),
    taking(times(20_000, (at) => ({ $input: `/${at % 9_000}` }))),
  ),
  'a value in each of twenty thousand places': start(
    'places',
    object({ v: {} }),
    times(20_000, () => ({ $input: '/v' })),
    () => ({ v: 'x'.repeat(900_000) }),
  ),
  'a regular expression that goes back without an end': start(
    'back',
    object({ a: { type: 'string', pattern: '^(a+)+$' } }),
    { $input: '/a' },
    () => ({ a: `${'a'.repeat(50)}b` }),
  ),
  'a schema that doubles at every level': start('doubling', DOUBLING, { $input: '/a' }, () => ({ a: 1 })),
  'a definition that is put again': (url) => {
    const job = taking(Object.fromEntries(times(60_000, (at) => [`k${at}`, at])));
    return define('again', object({}), job)(url);
  },
  'a definition of objects of one member each': define(
    'objects',
    object({}),
    taking(times(70_000, (at) => ({ [at.toString(36)]: 1 }))),
  ),
  'references to inputs that are wrong': define('wrongly', object({}), taking(times(60_000, () => ({ $input: 1 })))),
  'defaults in defaults': define(
    'defaulted',
    object({ v: {} }),
    taking(times(12_000, () => ({ $input: '/v', default: { a: { $input: '/v', default: 1 } } }))),
  ),
  'inputs of one member each': start('members', object({ a: {} }), { $input: '/a' }, () => ({
    a: times(80_000, (at) => ({ [at.toString(36)]: 1 })),
  })),
  'inputs that are all wrong': start('wrong', object({ a: { items: { type: 'string' } } }), { $input: '/a' }, () => ({
    a: times(200_000, () => 1),
  })),
  'inputs with a default each': start(
    'defaults',
    object({ a: { items: object({ b: { default: 'b' } }) } }),
    { $input: '/a' },
    () => ({ a: times(60_000, () => ({})) }),
  ),
};

export const JOB_CONTROL: Attacks = {
  ...DEFINITIONS,
  'tasks by the ten thousand': validate(() => tasks(60_000, () => ({ tag: 't' }))),
  'tasks that are none': validate(() => tasks(240_000, () => 1)),
  'tasks with nothing in them': validate(() => tasks(120_000, () => ({}))),
  'tasks of wrong members': validate(() => tasks(90_000, () => ({ tag: 1 }))),
  'tasks of unknown members': validate(() => tasks(70_000, () => ({ tga: 't' }))),
  'tasks of one name': validate(() => tasks(30_000, () => ({ name: 'n', tag: 't' }))),
  'steps by the ten thousand': validate(() => ({ steps: times(60_000, () => ({ tasks: [{}] })) })),
  'steps with nothing in them': validate(() => ({ steps: times(120_000, () => ({})) })),
  'a thousand steps of tasks': validate(() => ({
    steps: times(1_000, () => ({ tasks: times(50, () => ({ tag: 't' })) })),
  })),
  'references by the ten thousand': validate(() =>
    tasks(1, () => ({ tag: 't', input: { a: times(40_000, () => ({ $fromState: '/a' })) } })),
  ),
  'references that are none': validate(() =>
    tasks(1, () => ({ tag: 't', input: { a: times(40_000, () => ({ $fromState: 1 })) } })),
  ),
  'references of long pointers': validate(() =>
    tasks(1, () => ({ tag: 't', input: { a: times(1_000, () => ({ $fromState: '/a'.repeat(450) })) } })),
  ),
  'a pointer without an end': validate(() =>
    tasks(1, () => ({ tag: 't', input: { $fromState: '/a'.repeat(450_000) } })),
  ),
  'a pointer of tildes': validate(() =>
    tasks(1, () => ({ tag: 't', input: { $fromState: `/${'~'.repeat(900_000)}` } })),
  ),
  'directives that are misspelt': validate(() =>
    tasks(1, () => ({ tag: 't', input: { a: times(40_000, () => ({ $formState: '/a' })) } })),
  ),
  'stores by the ten thousand': validate(() =>
    tasks(1, () => ({ tag: 't', storeResultAt: times(35_000, (at) => ({ targetPath: `/a${at}` })) })),
  ),
  'stores in one another': validate(() =>
    tasks(900, (at) => ({ tag: 't', storeResultAt: `/a${'/b'.repeat(at % 60)}` })),
  ),
  'headers by the ten thousand': validate(() =>
    tasks(1, () => ({ tag: 't', headers: Object.fromEntries(times(60_000, (at) => [`x-${at}`, 'y'])) })),
  ),
  'a header of spaces': validate(() => tasks(1, () => ({ tag: 't', headers: { 'x-a': `a${' '.repeat(900_000)}b` } }))),
  'conditions in conditions': validate(() => ({
    steps: [
      {
        when: times(60, () => 0).reduce<unknown>((when) => ({ not: when }), { path: '/a', exists: true }),
        tasks: [{ tag: 't' }],
      },
    ],
  })),
  'conditions by the ten thousand': validate(() => ({
    steps: [{ when: { all: times(35_000, () => ({ path: '/a' })) }, tasks: [{ tag: 't' }] }],
  })),
  'a name without an end': validate(() => ({ name: 'n'.repeat(900_000), steps: [{ tasks: [{ tag: 't' }] }] })),
  'a tag of marks': validate(() => tasks(1, () => ({ tag: `a${'\u0315\u0300\u05ae\u0062'.repeat(120_000)}` }))),
  'a tag of spaces': plan(() => tasks(1, () => ({ tag: `a${' '.repeat(900_000)}b` }))),
  'unknown members by the ten thousand': validate(() => ({
    ...Object.fromEntries(times(80_000, (at) => [`u${at}`, 1])),
    steps: [{ tasks: [{ tag: 't' }] }],
  })),
  'a plan of a thousand tasks in each of sixty steps': plan(() => ({
    steps: times(60, () => ({ tasks: times(1_000, () => ({ tag: 't' })) })),
  })),
  'a plan of tasks by the ten thousand': plan(() => tasks(60_000, () => ({ tag: 't' }))),
  'a plan of references': plan(() =>
    tasks(1, () => ({ tag: 't', input: { a: times(40_000, () => ({ $fromState: '/a' })) } })),
  ),
  'items by the ten thousand': plan(() => ({
    initialState: { items: times(60_000, (at) => at) },
    ...tasks(1, () => ({ tag: 't', forEach: { $fromState: '/items' }, input: { a: { $fromItem: '' } } })),
  })),
  'a job of 900 tasks': post('/jobs', () => tasks(900, () => ({ tag: 'nowhere', bindTimeoutMs: 50 }))),
  'a job of a hundred steps': post('/jobs', () => ({
    steps: times(100, () => ({ tasks: times(10, () => ({ tag: 'nowhere', bindTimeoutMs: 50 })) })),
  })),
  'a job with an input of a megabyte': post('/jobs', () =>
    tasks(1, () => ({
      tag: 'nowhere',
      bindTimeoutMs: 50,
      input: Object.fromEntries(times(75_000, (at) => [String(at * 7), 1])),
    })),
  ),
  'a job with items': post('/jobs', () => ({
    initialState: { items: times(10_000, (at) => at) },
    ...tasks(1, () => ({ tag: 'nowhere', bindTimeoutMs: 50, forEach: { $fromState: '/items' }, input: { a: 1 } })),
  })),
  'statuses by the thousand': (url) => send('GET', `${url}/jobs?status=${'running,'.repeat(1_700)}running`),
  'a time that is none': (url) => send('GET', `${url}/jobs?since=${'2026-'.repeat(2_800)}`),
  'a message of an inner job': post('/execute', () => tasks(60_000, () => ({ tag: 't' }))),
};
