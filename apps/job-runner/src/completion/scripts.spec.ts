import { execFileSync } from 'node:child_process';
import type { CommandWords } from './command-words';
import { SCRIPTS } from './scripts';

const COMMANDS: CommandWords[] = [
  {
    word: 'run',
    description: "run a job; it's awaited",
    options: [{ word: '--state', description: 'file' }],
    subcommands: [],
  },
  {
    word: 'rerun',
    description: 'again',
    options: [{ word: '--last', description: 'it' }],
    subcommands: [],
    takesJob: true,
  },
  { word: 'state', description: 'documents', options: [], subcommands: [{ word: 'get', description: 'one' }] },
  {
    word: 'definitions',
    description: 'definitions',
    options: [],
    subcommands: [
      { word: 'list', description: 'all' },
      { word: 'show', description: 'one', takesDefinition: true },
    ],
  },
];

/** The completions of bash for the last of these words. */
function offered(...words: string[]): string[] {
  const line = ['job-runner', ...words].map((word) => `'${word}'`).join(' ');
  const known = 'job-runner() { echo "$2-1 $2-2"; }';
  const ask = `${known}; COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _job_runner; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync('bash', ['-c', `${SCRIPTS.bash(COMMANDS).join('\n')}\n${ask}`], { encoding: 'utf8' });
  return out.split('\n').filter(Boolean);
}

describe('shell completion', () => {
  it('offers bash the commands, then what each takes', () => {
    expect(offered('r')).toEqual(['run', 'rerun']);
    expect(offered('run', '--')).toEqual(['--state']);
    expect(offered('state', '')).toEqual(['get']);
  });

  it('offers bash the ids of jobs, and statuses, as the command line knows them', () => {
    expect(offered('rerun', '')).toEqual(['--last', 'job-1', 'job-2']);
    expect(offered('run', '--status', '')).toEqual(['status-1', 'status-2']);
    expect(offered('definitions', 'show', '')).toEqual(['definition-1', 'definition-2']);
    expect(offered('definitions', 'list', '')).toEqual(['list', 'show']);
  });

  it.each(['zsh', 'fish'] as const)('tells %s every word, and quotes its description', (shell) => {
    const script = SCRIPTS[shell](COMMANDS).join('\n');
    for (const word of ['run', 'rerun', 'state', 'get']) expect(script).toContain(word);
    expect(script).toContain('it’s awaited');
    expect(script).toContain('complete definition');
  });
});
