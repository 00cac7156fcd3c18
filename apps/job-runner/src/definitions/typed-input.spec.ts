import { inputFields, missingInputs, questionFor, typedInput } from './typed-input';

const schema = {
  type: 'object',
  properties: {
    text: { type: 'string', title: 'Some text' },
    count: { type: 'integer' },
    ratio: { type: 'number' },
    flag: { type: 'boolean' },
    list: { type: 'array' },
    either: { type: ['null', 'string'] },
    any: {},
    color: { enum: ['red', 2], type: 'string' },
    token: { type: 'string', writeOnly: true },
    pass: { type: 'string', format: 'password' },
    limit: { type: 'integer', default: 5 },
  },
  required: ['text', 'count', 'token', 'limit'],
};
const fields = inputFields(schema);

it.each<[string, string, unknown]>([
  ['text', '42', '42'],
  ['text', 'true', 'true'],
  ['text', '', ''],
  ['count', '42', 42],
  ['ratio', '-1.5', -1.5],
  ['flag', 'false', false],
  ['list', '[1,"a"]', [1, 'a']],
  ['either', 'null', null],
  ['either', 'nil', 'nil'],
  ['any', '{"a":1}', { a: 1 }],
  ['any', 'word', 'word'],
  ['unknown', '7', 7],
])('%s=%s is what its schema says', (name, text, value) => {
  expect(typedInput(fields, name, text)).toEqual(value);
});

it.each([
  ['count', '1.5', 'integer'],
  ['count', 'many', 'integer'],
  ['flag', 'yes', 'boolean'],
  ['list', '{}', 'array'],
  ['ratio', '"1"', 'number'],
])('%s=%s is refused', (name, text, type) => {
  expect(() => typedInput(fields, name, text)).toThrow(`--input ${name}: expected ${type}, not ${text}`);
});

it('those are missing that are required and have neither a value nor a default', () => {
  const names = (given: object) => missingInputs(fields, given as Record<string, unknown>).map(({ name }) => name);
  expect(names({})).toEqual(['text', 'count', 'token']);
  expect(names({ text: '', count: 0, token: null })).toEqual([]);
});

it('a question has the title, the name and the type, and the choices where there are some', () => {
  const question = (name: string) => questionFor(fields.find((field) => field.name === name)!);
  expect(question('text')).toBe('Some text (text: string)');
  expect(question('color')).toBe('color: red, 2');
  expect(question('any')).toBe('any');
});

it('what is written only, or is a password, is a secret', () => {
  expect(fields.filter(({ isSecret }) => isSecret).map(({ name }) => name)).toEqual(['token', 'pass']);
});
