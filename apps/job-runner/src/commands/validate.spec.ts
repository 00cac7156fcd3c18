import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../run-cli';
import { FakeTerminal } from '../testing/fake-terminal';

const DESIGN = JSON.parse(readFileSync('examples/designs/todo.json', 'utf8')) as Record<string, unknown>;

let terminal: FakeTerminal;
beforeEach(() => (terminal = new FakeTerminal()));
const validate = (design: unknown) => runCli(['validate', terminal.file('design.json', design)], terminal);

describe('job-runner validate, of a design', () => {
  it('takes one that engine-service runs', async () => {
    expect(await validate(DESIGN)).toBe(0);
    expect(terminal.out.text).toContain('design.json is a valid design');
  });

  it('names every unknown member by pointer and line', async () => {
    expect(await validate(`{\n"comands": {},\n${JSON.stringify(DESIGN).slice(1)}`)).toBe(2);
    expect(terminal.err.text).toContain('line 2');
    expect(terminal.err.text).toContain('/comands');
    expect(terminal.err.text).toContain('did you mean commands');
  });

  it('wants the file of a command that needs code, letter by letter', async () => {
    const commands = { ...(DESIGN.commands as object), ship: { description: 'sends it off' } };
    expect(await validate({ ...DESIGN, commands })).toBe(2);
    expect(terminal.err.text).toContain('/commands/ship: has no code: create commands/ship.js');
    mkdirSync(join(terminal.cwd, 'commands'));
    writeFileSync(join(terminal.cwd, 'commands', 'Ship.js'), '');
    expect(await validate({ ...DESIGN, commands })).toBe(2);
    writeFileSync(join(terminal.cwd, 'commands', 'ship.js'), '');
    expect(await validate({ ...DESIGN, commands })).toBe(0);
  });
});
