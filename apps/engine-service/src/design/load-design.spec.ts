import { dirname, join } from 'node:path';
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

  it('may name a format that we do not check, and we say so', () => {
    const todo = { title: { type: 'string', format: 'haiku' } };
    const { warnings } = loadDesign(designFile({ ...todoDesign, resourceSchema: { todo }, commands: {} }));
    expect(warnings.map(({ pointer }) => pointer)).toEqual(['/resourceSchema/todo/title/format']);
  });

  it('is refused for members that it cannot have, wherever they are, with what was probably meant', () => {
    const { commands: _, ...rest } = todoDesign;
    const create = {
      inputs: { requird: ['title'], 'x-note': 1 },
      transitionType: { saef: false },
      output: { retuns: 'object' },
      errors: [{ statusCode: 400, wen: 'never' }],
      'x-note': 1,
      colour: 'red',
    };
    const serviceInfo = { ...rest.serviceInfo, tag: ['todo'] };
    const todo = { title: { type: 'string', formt: 'email', 'x-note': 1 } };
    const design = { ...rest, $schema: 'design.schema.json', serviceInfo, resourceSchema: { todo }, comands: {} };
    const meant = (pointer: string, name: string) =>
      expect.stringMatching(`^${pointer}: unknown field: expected one of .*; did you mean ${name}\\?$`) as string;
    expect(refusalOf(designFile({ ...design, commands: { create } }))).toEqual([
      meant('/serviceInfo/tag', 'tags'),
      meant('/comands', 'commands'),
      meant('/resourceSchema/todo/title/formt', 'format'),
      meant('/commands/create/inputs/requird', 'required'),
      meant('/commands/create/transitionType/saef', 'safe'),
      meant('/commands/create/output/retuns', 'returns'),
      meant('/commands/create/errors/0/wen', 'when'),
      expect.stringMatching(/^\/commands\/create\/colour: unknown field: expected one of .*, or x-…$/),
    ]);
  });

  it('is refused for commands that neither set fields nor have code under exactly their names', () => {
    const inputs = { required: ['id', 'status'] };
    const commands = {
      close: { inputs },
      craete: {},
      status: { inputs },
      Ring: {},
      done: {},
      both: { sets: ['done'] },
      mark: { sets: ['doen'] },
      none: { sets: [] },
      update: { sets: ['done'] },
    };
    const code = Object.fromEntries(
      ['ring', 'Done', 'both'].map((name) => [`${name}.js`, 'exports.execute = () => {}']),
    );
    const path = designFile({ ...todoDesign, commands }, code);
    const file = (name: string) => join(dirname(path), 'commands', `${name}.js`);
    const missing = (name: string) =>
      `/commands/${name}: has no code: create ${file(name)}, or say which fields it sets, as in "sets": ["status"]`;
    expect(refusalOf(path)).toEqual([
      '/commands/mark/sets/0: expected a field of the resource; did you mean done?',
      '/commands/none/sets: expected at least one field of the resource',
      '/commands/update/sets: is not for update, which needs no code',
      missing('close'),
      `${missing('craete')}; did you mean create?`,
      `/commands/Ring: expected a file ${file('Ring')}, and found ring.js, which differs in case`,
      `/commands/done: expected a file ${file('done')}, and found Done.js, which differs in case`,
      '/commands/both/sets: is not for a command with a file of its own',
    ]);
  });

  it('has what designs in the wild have', () => {
    const resourceSchema = { todo: { id: { type: 'string' }, due: { type: 'string', format: 'ISO8601' } } };
    const commands = {
      create: { inputs: { required: ['id', 'due'], optional: ['undeclared'], rules: [{ id: 'generateIfMissing' }] } },
      delete: { inputs: { required: ['id'] }, output: { type: 'null' }, errors: [{ statusCode: 404, when: 'gone' }] },
      due: { inputs: { required: ['id', 'due'] }, authorization: { roles: ['any'] } },
    };
    const { warnings } = loadDesign(designFile({ ...todoDesign, authorization: 'none', resourceSchema, commands }));
    expect(warnings).toEqual([]);
  });

  it('lists all its faults at once', () => {
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
      expect.stringMatching(/^\/commands\/ring: has no code: create .*ring\.js, or say which fields it sets/),
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
