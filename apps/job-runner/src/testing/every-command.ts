import { FakeTerminal } from './fake-terminal';

const JOB = { name: 'order', steps: [{ name: 'a', tasks: [{ name: 'b', tag: 'todo', input: {} }] }] };

/** Every command that calls the platform, or shows the content of a file. */
export const EVERY_COMMAND: readonly (readonly string[])[] = [
  ['run', 'job.json'],
  ['run', 'job.json', '--json'],
  ['run', 'job.json', '--verbose', '--state', 'state.json', '--overwrite', '--emit', '--cleanup'],
  ['run', 'job.json', '--dry-run'],
  ['validate', 'job.json'],
  ['plan', 'job.json'],
  ['define', 'definition.json'],
  ['validate', 'definition.json'],
  ['start', 'order', '--input', 'a=1'],
  ['plan', 'order'],
  ['definitions', 'list'],
  ['definitions', 'show', 'order'],
  ['definitions', 'versions', 'order'],
  ['definitions', 'retire', 'order'],
  ['cancel', '--label', 'a:b', '--yes'],
  ['list'],
  ['list', '-o', 'json'],
  ['list', '-o', 'yaml'],
  ['list', '-o', 'wide'],
  ['get', 'j1'],
  ['get', 'j1', '--verbose'],
  ['get', 'j1', '-o', 'yaml'],
  ['get', '--last'],
  ['watch', 'j1'],
  ['watch', 'j1', '--verbose'],
  ['events', 'j1', '--json'],
  ['events', 'j1', '--follow'],
  ['events', 'j1', '--export'],
  ['cancel', 'j1'],
  ['kill', 'j1', '--json'],
  ['continue', 'j1', '--watch'],
  ['signal', 'j1', 'paid', '--data', '{"a":1}'],
  ['revert', 'j1', '--watch'],
  ['revert', 'j1', '--plan'],
  ['rerun', 'j1'],
  ['services'],
  ['services', '-o', 'wide'],
  ['audit'],
  ['services', '--does', 'https://vocabulary.example/travel#doReserve'],
  ['contract', 'todo-service'],
  ['state', 'list'],
  ['state', 'get', 'j1'],
  ['state', 'put', 'j1', 'state.json'],
  ['state', 'patch', 'j1', 'state.json'],
  ['state', 'delete', 'j1'],
  ['whoami'],
  ['login', '--token', 'csp_x_y'],
  ['complete', 'job'],
  ['complete', 'status'],
  ['complete', 'definition'],
];

/** A terminal whose working directory has the files that these commands name. */
export function terminalForEvery(): FakeTerminal {
  const terminal = new FakeTerminal();
  terminal.file('job.json', JOB);
  terminal.file('definition.json', { name: 'order', job: JOB });
  terminal.file('state.json', { id: 's1', a: 1 });
  return terminal;
}

export function atPlatform(url: string): string[] {
  return ['--job-url', url, '--state-url', url, '--discovery-url', url];
}
