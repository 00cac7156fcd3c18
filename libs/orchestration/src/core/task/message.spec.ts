import { getAt } from '#contract/pure';
import { identify, type InputScope, resolveInput, repeatMessage } from './message';

const document = { a: { b: 1 }, none: null, text: 'it', yes: true, list: [] };
const stateValue = (pointer: string) => getAt(document, pointer);
const scope: InputScope = { stateValue, stateUrl: 'http://s/1', lenient: false, longestText: 100 };
const resolve = (input: unknown, change: Partial<InputScope> = {}) => resolveInput(input, { ...scope, ...change });

describe('$fromState', () => {
  it('is replaced at any depth', () => {
    expect(resolve({ x: [{ y: { $fromState: '/a/b' } }] })).toMatchObject({ ok: true, value: { x: [{ y: 1 }] } });
  });

  it('takes null for a value, and the default only where there is none', () => {
    expect(resolve({ x: { $fromState: '/none', default: 2 } })).toMatchObject({ value: { x: null } });
    expect(resolve({ x: { $fromState: '/gone', default: 2 } })).toMatchObject({ value: { x: 2 } });
    expect(resolve({ x: { $fromState: '/gone', default: null } })).toMatchObject({ value: { x: null } });
  });

  it('may have a default that refers to something else, at any depth', () => {
    const first = (pointer: string) => ({ $fromState: '/gone', default: { $fromState: pointer, default: 'last' } });
    expect(resolve({ x: first('/a/b') })).toMatchObject({ value: { x: 1 } });
    expect(resolve({ x: first('/gone') })).toMatchObject({ value: { x: 'last' } });
    expect(resolve({ x: { $fromItem: '/id', default: { at: [{ $stateURL: true }] } } })).toMatchObject({
      value: { x: { at: ['http://s/1'] } },
    });
    const nowhere = { $fromState: '/p', default: { deep: { $fromState: '/q' } } };
    expect(resolve({ x: nowhere })).toEqual({ ok: false, lacks: [{ pointer: '/q' }] });
    expect(resolve({ x: nowhere }, { lenient: true })).toMatchObject({ value: { x: {} }, lacks: [{ pointer: '/q' }] });
  });

  it('without a value and a default fails, and names every pointer', () => {
    expect(resolve([{ $fromState: '/p' }, { x: { $fromState: '/q' } }])).toEqual({
      ok: false,
      lacks: [{ pointer: '/p' }, { pointer: '/q' }],
    });
  });

  it('leaves the member out for the older /run-job, and says so', () => {
    const input = { x: { $fromState: '/p' }, list: [1, { $fromState: '/q' }], y: 1 };
    expect(resolve(input, { lenient: true })).toEqual({
      ok: true,
      value: { list: [1], y: 1 },
      lacks: [{ pointer: '/p' }, { pointer: '/q' }],
    });
    expect(resolve({ $fromState: '/p' }, { lenient: true })).toMatchObject({ ok: true, value: {} });
  });
});

it('$stateURL is the address of the document, $fromItem and $index tell which item it is', () => {
  expect(resolve({ at: { $stateURL: true } })).toMatchObject({ value: { at: 'http://s/1' } });
  expect(resolve({ v: { $fromItem: '/id' }, n: { $index: true } }, { item: { id: 7 }, index: 2 })).toMatchObject({
    value: { v: 7, n: 2 },
  });
});

describe('$format', () => {
  it.each([
    ['Order {/a/b} of {/text}: {/yes}', 'Order 1 of it: true'],
    ['{{{/text}}}', '{it}'],
    ['no {{braces}}', 'no {braces}'],
    ['', ''],
  ])('%j makes %j', (text, made) => expect(resolve({ x: { $format: text } })).toMatchObject({ value: { x: made } }));

  it.each([
    ['/gone', undefined],
    ['/none', 'null'],
    ['/list', 'an array'],
    ['/a', 'an object'],
  ])('fails for {%s}', (pointer, unfit) => {
    const lacks = [{ pointer, ...(unfit !== undefined && { unfit }) }];
    expect(resolve({ x: { $format: `a {${pointer}}` } })).toEqual({ ok: false, lacks });
    expect(resolve({ x: { $format: `a {${pointer}}` }, y: 1 }, { lenient: true })).toMatchObject({ value: { y: 1 } });
  });

  it('makes no text that is much longer than an input may be', () => {
    const long = { stateValue: () => 'x'.repeat(50) };
    const { value } = resolve({ $format: '{/a}'.repeat(1_000_000) }, long) as { value: string };
    expect([value.length > 100, value.length < 200]).toEqual([true, true]);
  });
});

it('the content of $literal is passed through, whatever it looks like', () => {
  const content = { a: { $fromState: '/gone' }, b: [{ $secret: 'x' }, { $literal: 1 }] };
  expect(resolve({ x: { $literal: content } })).toEqual({ ok: true, value: { x: content }, lacks: [] });
});

describe('the identity in a message', () => {
  const identity = { requestId: 'r', jobId: 'j', newId: () => 'new' };

  it("stands in metadata, beside the author's, and wins over it", () => {
    const input = { command: 'read', resource: 't', metadata: { own: 1, requestId: 'x', jobId: 'y' } };
    expect(identify(input, identity).metadata).toEqual({ own: 1, requestId: 'r', jobId: 'j' });
  });

  it('stands at the top of a plain input', () => {
    expect(identify({ text: 'hi', requestId: 'x' }, identity)).toEqual({ text: 'hi', requestId: 'r' });
  });

  it.each([undefined, null, ''])('gives a create an id instead of %j', (id) => {
    expect(identify({ command: 'create', resource: 't', id }, identity)).toMatchObject({ id: 'new' });
  });

  it('leaves an id that is there, and other commands, alone', () => {
    expect(identify({ command: 'create', resource: 't', id: '1' }, identity)).toMatchObject({ id: '1' });
    expect(identify({ command: 'list', resource: 't' }, identity)).not.toHaveProperty('id');
  });

  it('marks a message that settles, and nothing else of it', () => {
    const body = identify({ command: 'list', resource: 't' }, identity);
    expect(repeatMessage(body)).toEqual({ ...body, metadata: { requestId: 'r', jobId: 'j', settles: true } });
    expect(repeatMessage({ text: 'hi' })).toEqual({ text: 'hi' });
  });
});
