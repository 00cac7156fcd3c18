import { stripVTControlCharacters } from 'node:util';
import { runCli } from './run-cli';
import { atPlatform as addressedTo, EVERY_COMMAND, terminalForEvery } from './testing/every-command';
import { aJob, anAttempt, aStep, aTask, atSecond } from './testing/job-examples';
import { ForeignServer } from './testing/foreign-server';

/** Clears the screen, rings, recolours, turns round, hides. */
const EVIL = 'x\u001b[2J\u0007\u009b31m\u007f\r\u202e\u2066\u200b\ufeff\u2028\ny';

const error = { code: EVIL as 'refused', message: EVIL, task: EVIL };
const service = { registryID: EVIL, name: EVIL, url: EVIL };
const attempts = [anAttempt(1, { action: EVIL as 'execute', outcome: EVIL as 'unknown', error: EVIL })];
const words = { waitingFor: EVIL, skippedBecause: EVIL, description: EVIL };
const task = aTask(EVIL, EVIL as 'failed', {
  ...words,
  service,
  error,
  attempts,
  undo: { state: EVIL as 'open', reason: EVIL, attempts },
});
const step = aStep(EVIL, EVIL as 'failed', [task], words);
const openEffects = [{ task: EVIL, service: EVIL, requestId: EVIL, reason: EVIL }];

const JOB = aJob({
  ...{
    id: 'j1',
    name: EVIL,
    status: 'needs-attention',
    completedAt: atSecond(9),
    cancelReason: EVIL,
    sharedStateURL: EVIL,
  },
  ...{ error, openEffects, warnings: [EVIL], steps: [step] },
});
const summary = { id: EVIL, status: EVIL, name: EVIL, steps: 1, createdAt: EVIL, error };

/** The platform's paths, with responses as hostile as their form allows. */
const PLACES: readonly (readonly [RegExp, unknown])[] = [
  [/^GET \/jobs\/j1\/events/, [{ seq: 1, at: EVIL, type: EVIL, step: EVIL }]],
  [/^POST \/jobs$/, { jobId: 'j1', status: EVIL }],
  [/^POST \/jobs\/validate/, { valid: true, warnings: [EVIL] }],
  [
    /^POST \/jobs\/plan/,
    { steps: [{ name: EVIL, mode: EVIL, tasks: [{ address: EVIL, action: EVIL, service }] }], warnings: [EVIL] },
  ],
  [/^GET \/jobs\?/, [{ ...summary, id: 'j1' }, summary]],
  [/\/jobs\/j1/, JOB],
  [/^GET \/services/, [{ ...service, health: EVIL, tags: [EVIL], reason: EVIL }]],
  [/^GET \/state\?/, [{ id: EVIL, createdAt: EVIL, lastModified: EVIL }]],
  [/^POST \/state$/, { id: EVIL, stateURL: EVIL }],
  [/\/state/, { [EVIL]: EVIL }],
  [/^GET \/whoami/, { service: EVIL, authentication: EVIL, principal: EVIL, scopes: [EVIL] }],
];

describe('names, messages and documents of others', () => {
  it.each(EVERY_COMMAND.map((command) => [command.join(' '), command] as const))(
    '%s shows escaped',
    async (_, command) => {
      const shown = await shownBy(command, (place) => [200, PLACES.find(([pattern]) => pattern.test(place))?.[1]]);
      expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    },
  );

  it.each(EVERY_COMMAND.map((command) => [command.join(' '), command] as const))(
    '%s shows errors escaped',
    async (_, command) => {
      const shown = await shownBy(command, () => [
        422,
        { code: EVIL, detail: EVIL, errors: [{ pointer: EVIL, message: EVIL }] },
      ]);
      expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    },
  );

  it('in colours, too', async () => {
    const shown = await shownBy(['get', 'j1', '--verbose'], () => [200, JOB], true);
    expect(shown).toContain('\u001b[31m');
    expect(stripVTControlCharacters(shown).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(shown).toContain('x\\u001b[2J\\u0007\\u009b31m');
  });

  it('in files and arguments, too', async () => {
    const terminal = terminalForEvery();
    terminal.file('evil.json', { [EVIL]: 1, steps: [] });
    await runCli(['validate', 'evil.json'], terminal);
    await runCli(['run', `${EVIL}.json`], terminal);
    await runCli(['list', `--${EVIL}`], terminal);
    expect(terminal.err.text).toContain('\\u001b[2J');
    expect(terminal.err.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

async function shownBy(
  command: readonly string[],
  respond: (place: string) => [number, unknown],
  isTTY = false,
): Promise<string> {
  const platform = await ForeignServer.start((method, path) => {
    const [status, body] = respond(`${method} ${path}`);
    return { status, body: JSON.stringify(body) };
  });
  const terminal = terminalForEvery();
  if (isTTY) Object.assign(terminal.out, { isTTY, hasColors: () => true });
  await runCli([...command, ...addressedTo(platform.url)], terminal);
  await platform.stop();
  const shown = terminal.out.text + terminal.err.text;
  if (command[0] !== 'complete') expect(shown).not.toBe('');
  return shown;
}
