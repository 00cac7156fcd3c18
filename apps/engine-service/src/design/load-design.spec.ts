import { join } from 'node:path';
import { ConfigError } from '#platform';
import { designFile } from '../testing/running-engine';
import { todoDesign } from '../testing/todo-design';
import { loadDesign } from './load-design';

function refusalOf(path: string): string[] {
  try {
    loadDesign(path);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}

describe('a design document', () => {
  it('that is sound is loaded', () => {
    const { design, warnings } = loadDesign(designFile(todoDesign));
    expect(design).toMatchObject({ resource: 'todo', serviceInfo: { serviceName: 'todo-service' } });
    expect([...design.commands.keys()]).not.toContain('x-later');
    expect(warnings).toEqual([]);
  });

  it('may say what we do not know, and we say that we leave it alone', () => {
    const todo = { title: { type: 'string', format: 'haiku' }, done: { type: 'boolean', colour: 'red' } };
    const { warnings } = loadDesign(
      designFile({ ...todoDesign, author: 'me', resourceSchema: { todo }, commands: {} }),
    );
    expect(warnings.map(({ pointer }) => pointer)).toEqual([
      '/author',
      '/resourceSchema/todo/done/colour',
      '/resourceSchema/todo/title/format',
    ]);
  });

  it('is told all its faults at once', () => {
    const path = designFile(
      {
        resourceType: 'todo',
        resourceSchema: { todo: { title: { type: 'text' }, size: { type: 'number', enum: [1, 'two'] } } },
        serviceInfo: { tags: 'todo' },
        commands: {
          create: { transitionType: { safe: true }, inputs: { defaults: { size: 3 }, rules: [{ id: 'guess' }] } },
          read: { output: { statusCode: 404 } },
          list: { transitionType: { safe: false } },
          ring: {},
          broken: {},
          '../escape': {},
        },
      },
      { 'broken.js': 'exports.nothing = 1' },
    );
    expect(refusalOf(path)).toEqual([
      '/serviceInfo/serviceName: is missing: expected a string of 1 to 100 characters',
      '/serviceInfo/tags: expected an array of strings',
      '/resourceSchema/todo/title/type: expected one of string, number, boolean, object, array',
      '/resourceSchema/todo/size/enum/1: expected a number',
      '/commands/read/output/statusCode: expected a whole number from 200 to 299',
      '/commands/create/transitionType/safe: expected false: create changes something',
      '/commands/create/inputs/defaults/size: expected one of 1, "two"',
      '/commands/create/inputs/rules/0/id: expected one of generateIfMissing',
      '/commands/list/transitionType/safe: expected true: list changes nothing',
      '/commands/..~1escape: expected a name of letters, digits, ".", "_" and "-"',
      expect.stringMatching(/^\/commands\/ring: expected create, read, .*, or a file .*ring\.js$/),
      expect.stringMatching(/^\/commands\/broken: .* exports no execute function$/),
    ]);
  });

  it.each([
    ['not there', '/nowhere/design.json', 'cannot be read: ENOENT'],
    ['not JSON', __filename, 'cannot be read: This is not JSON'],
    ['no object', designFile([]), '(document): expected a JSON object'],
  ])('that is %s says so', (_, path, message) => {
    expect(() => loadDesign(path)).toThrow(message);
  });
});

it.each(['flight', 'hotel'])('the example design %s is sound', (name) => {
  const path = join(__dirname, '../../../../examples/designs', `${name}.json`);
  expect(loadDesign(path).warnings).toEqual([]);
});
