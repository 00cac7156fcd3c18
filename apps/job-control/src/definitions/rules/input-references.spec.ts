import fc from 'fast-check';
import { collectingFaults, type FaultSearch, type JsonObject, runToEnd } from '#contract';
import { inputPlaces, referenceFaults, referencesInValues, resolvingInputs } from './input-references';

const pointers = (found: FaultSearch) => runToEnd(collectingFaults(found)).map(({ pointer }) => pointer);
const resolveInputs = (job: JsonObject, inputs: unknown) => runToEnd(resolvingInputs(job, inputs));

describe('a reference to an input', () => {
  it('is replaced by the value as it is, at any depth', () => {
    const job = { a: [{ b: { $input: '/x' } }], c: { $input: '/y/0' }, all: { $input: '' }, d: 1 };
    const inputs = { x: { deep: [null] }, y: [false] };
    expect(resolveInputs(job, inputs)).toEqual({
      job: { a: [{ b: { deep: [null] } }], c: false, all: inputs, d: 1 },
      missing: [],
    });
  });

  it('takes its default where the input is missing; null is a value', () => {
    const job = { a: { $input: '/a', default: 1 }, b: { $input: '/b', default: 2 } };
    expect(resolveInputs(job, { b: null }).job).toEqual({ a: 1, b: null });
  });

  it('without either is missing, and told once', () => {
    const job = { a: { $input: '/a/b' }, b: [{ $input: '/a/b' }], c: { $input: '/c' } };
    expect(resolveInputs(job, { a: {} }).missing).toEqual(['/a/b', '/c']);
  });

  it('is never looked for in what takes its place', () => {
    expect(resolveInputs({ a: { $input: '/x' } }, { x: { $input: '/y' }, y: 1 }).job).toEqual({ a: { $input: '/y' } });
  });

  it('leaves every other document as it is, whatever its members are called', () => {
    const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('$input'));
    fc.assert(
      fc.property(json, (job) => {
        const sent = { job, own: JSON.parse('{"__proto__": {"a": 1}}') as object };
        expect(JSON.stringify(resolveInputs(sent, {}).job)).toBe(JSON.stringify(sent));
      }),
    );
  });

  it('is found wherever it stands', () => {
    const found = [...inputPlaces({ a: [{ 'b/c': { $input: '/x', default: null } }] })].filter((place) => place);
    expect(found.map((input) => [input!.place.pathFrom([]), input!.pointer])).toEqual([[['a', 0, 'b/c'], '/x']]);
  });

  it.each<[object, string[]]>([
    [{ a: { $input: 'x' } }, ['/a/$input']],
    [{ a: [{ $input: 7 }] }, ['/a/0/$input']],
    [{ a: { $input: '/x', defualt: 1 } }, ['/a/defualt']],
    [{ a: { $input: '/x', default: { b: { $input: '/y' } } } }, ['/a/default/b']],
    [{ a: { $input: '/__proto__/x' } }, ['/a/$input']],
    [{ a: { $input: '/x' } }, []],
  ])('%j is written wrongly at %j', (job, places) => {
    expect(pointers(referenceFaults(job))).toEqual(places);
  });
});

it('values of inputs hold nothing that a job would read as a reference', () => {
  const values = { a: [{ $fromState: '/x' }], b: { c: { $secret: 'key' } }, d: { $input: '/a' }, e: '$secret', $f: 1 };
  expect(pointers(referencesInValues(values, ['inputs']))).toEqual([
    '/inputs/a/0/$fromState',
    '/inputs/b/c/$secret',
    '/inputs/d/$input',
  ]);
});
