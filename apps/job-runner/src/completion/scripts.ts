import type { CommandWords, CompletionWord } from './command-words';

/** The completion script of each shell. If no word matches, all of them complete file names. */
export const SCRIPTS = { bash, zsh, fish } satisfies Record<string, (commands: CommandWords[]) => string[]>;

export type Shell = keyof typeof SCRIPTS;

function bash(commands: CommandWords[]): string[] {
  return [
    '# job-runner, for bash: source <(job-runner completion bash)',
    '_job_runner() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" words=""',
    '  if ((COMP_CWORD == 1)); then',
    `    words="${list(commands)}"`,
    '  else',
    '    case "${COMP_WORDS[1]}" in',
    ...commands.map(
      ({ word, options, subcommands }) => `      ${word}) words="${list([...subcommands, ...options])}" ;;`,
    ),
    '    esac',
    '    case "${COMP_WORDS[COMP_CWORD-1]}" in',
    `      ${taking('takesJob', commands, '|')}) words="$words $("\${COMP_WORDS[0]}" complete job 2>/dev/null)" ;;`,
    `      ${taking('takesDefinition', commands, '|')}) words="$words $("\${COMP_WORDS[0]}" complete definition 2>/dev/null)" ;;`,
    '      --status) words="$("${COMP_WORDS[0]}" complete status 2>/dev/null)" ;;',
    '    esac',
    '    case "${COMP_WORDS[COMP_CWORD-2]} ${COMP_WORDS[COMP_CWORD-1]}" in',
    `      ${pairsTakingDefinition(commands)}) words="$("\${COMP_WORDS[0]}" complete definition 2>/dev/null)" ;;`,
    '    esac',
    '  fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o default -F _job_runner job-runner',
  ];
}

function zsh(commands: CommandWords[]): string[] {
  const described = (words: CompletionWord[]) =>
    words.map(({ word, description }) => quoted(`${word.replaceAll(':', '\\:')}:${description}`)).join(' ');
  return [
    '#compdef job-runner',
    '# job-runner, for zsh: source <(job-runner completion zsh)',
    '_job_runner() {',
    '  local -a words_of_it',
    '  if ((CURRENT == 2)); then',
    `    words_of_it=(${described(commands)})`,
    '  else',
    '    case "$words[2]" in',
    ...commands.map(
      ({ word, options, subcommands }) => `      ${word}) words_of_it=(${described([...subcommands, ...options])}) ;;`,
    ),
    '    esac',
    '    case "$words[CURRENT-1]" in',
    `      ${taking('takesJob', commands, '|')}) compadd -- \${(f)"$($words[1] complete job 2>/dev/null)"} ;;`,
    `      ${taking('takesDefinition', commands, '|')}) compadd -- \${(f)"$($words[1] complete definition 2>/dev/null)"} ;;`,
    '      --status) compadd -- ${(f)"$($words[1] complete status 2>/dev/null)"} ;;',
    '    esac',
    '    case "$words[CURRENT-2] $words[CURRENT-1]" in',
    `      ${pairsTakingDefinition(commands)}) compadd -- \${(f)"$($words[1] complete definition 2>/dev/null)"} ;;`,
    '    esac',
    '  fi',
    "  _describe 'job-runner' words_of_it",
    '  _files',
    '}',
    'compdef _job_runner job-runner',
  ];
}

function fish(commands: CommandWords[]): string[] {
  const complete = (when: string, what: string, { description }: CompletionWord) =>
    `complete -c job-runner -n ${quoted(when)} ${what} -d ${quoted(description)}`;
  return [
    '# job-runner, for fish: job-runner completion fish | source',
    ...commands.map((command) => complete('__fish_use_subcommand', `-a ${command.word}`, command)),
    ...(['job', 'definition'] as const).map((what) => {
      const words = taking(what === 'job' ? 'takesJob' : 'takesDefinition', commands, ' ');
      return `complete -c job-runner -n '__fish_seen_subcommand_from ${words}' -a '(job-runner complete ${what} 2>/dev/null)'`;
    }),
    ...commands.flatMap(({ word, subcommands }) => {
      const subs = subcommands.filter(({ takesDefinition }) => takesDefinition).map((sub) => sub.word);
      if (subs.length === 0) return [];
      const seen = `__fish_seen_subcommand_from ${word}; and __fish_seen_subcommand_from ${subs.join(' ')}`;
      return [`complete -c job-runner -n '${seen}' -a '(job-runner complete definition 2>/dev/null)'`];
    }),
    "complete -c job-runner -n '__fish_seen_subcommand_from list' -l status -x -a '(job-runner complete status 2>/dev/null)'",
    ...commands.flatMap(({ word, options, subcommands }) => [
      ...subcommands.map((sub) => complete(`__fish_seen_subcommand_from ${word}`, `-a ${sub.word}`, sub)),
      ...options.map((option) => complete(`__fish_seen_subcommand_from ${word}`, `-l ${option.word.slice(2)}`, option)),
    ]),
  ];
}

function taking(what: 'takesJob' | 'takesDefinition', commands: readonly CommandWords[], between: string): string {
  const words = commands.filter((command) => command[what]).map(({ word }) => word);
  return words.join(between) || '-';
}

/** Patterns of a shell's `case`: `"definitions show"`. */
function pairsTakingDefinition(commands: readonly CommandWords[]): string {
  const pairs = commands.flatMap(({ word, subcommands }) =>
    subcommands.flatMap((sub) => (sub.takesDefinition ? [`"${word} ${sub.word}"`] : [])),
  );
  return pairs.join('|') || '-';
}

function list(words: CompletionWord[]): string {
  return words.map(({ word }) => word).join(' ');
}

/** For all three shells: within single quotes only a single quote is special. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
