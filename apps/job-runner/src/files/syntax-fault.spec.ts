import { syntaxFault } from './syntax-fault';

it.each([
  ['{ "a": [1, -2.5e3, true, "x\\n"], "b": {} }', undefined],
  [' null ', undefined],
  ['', { offset: 0, expected: 'a value' }],
  ['{ "steps": [} }', { offset: 12, expected: 'a value or ]' }],
  ['{ "a": 1, }', { offset: 10, expected: 'a name in double quotes' }],
  ['{ a: 1 }', { offset: 2, expected: 'a name in double quotes or }' }],
  ['{ "a" 1 }', { offset: 6, expected: 'a colon' }],
  ['{ "a": 1 "b": 2 }', { offset: 9, expected: 'a comma or }' }],
  ['[1, 02]', { offset: 4, expected: 'a value' }],
  ['["a\nb"]', { offset: 1, expected: 'a value or ]' }],
  ['[1] // why', { offset: 4, expected: 'the end' }],
  ['{ "a": 1', { offset: 8, expected: 'a comma or }' }],
])('%j stops being JSON at %j', (text, fault) => {
  expect(syntaxFault(text)).toEqual(fault);
});
