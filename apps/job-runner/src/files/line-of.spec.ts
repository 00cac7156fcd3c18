import { lineOf } from './line-of';

const JOB = `{
  "name": "a: \\"b\\", {c}",
  "steps": [
    { "tasks": [] },
    {
      "mode": "sometimes",
      "tasks": [ 1, [2, 3],
        { "a/b~c": null }
      ]
    }
  ]
}`;

it.each([
  ['', 1],
  ['/name', 2],
  ['/steps', 3],
  ['/steps/0/tasks', 4],
  ['/steps/1', 5],
  ['/steps/1/mode', 6],
  ['/steps/1/tasks/1/1', 7],
  ['/steps/1/tasks/2/a~1b~0c', 8],
])('the value at %j is on line %d', (pointer, line) => {
  expect(lineOf(JOB, pointer)).toBe(line);
});

it('what is missing is looked for at its parent', () => {
  expect(lineOf(JOB, '/steps/0/name')).toBe(4);
  expect(lineOf(JOB, '/nothing/of/it')).toBe(1);
});
