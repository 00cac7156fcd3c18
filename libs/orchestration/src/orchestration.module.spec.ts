import { hasEnded } from '#contract/pure';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplication, Module } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { startApp } from '#platform';
import { StorageModule } from '#storage';
import { AskBeforeUndo } from '../../../examples/own-executors/ask-before-undo';
import { DryRun } from '../../../examples/own-executors/dry-run';
import { journalMigrations } from './adapters/database/migrations';
import type { ServicePerformer } from './adapters/performer/service-performer';
import type { Command } from './core/model/commands';
import type { UndoEffect } from './core/model/effects';
import { openEffects } from './core/undo/open-effects';
import { POLICY_DEFAULTS } from './core/plan/defaults';
import type { JobState } from './core/model/state';
import { OrchestrationModule } from './orchestration.module';
import type { JobContext } from './ports/executor.port';
import { Orchestrator } from './runtime/orchestrator';

const questions: string[] = [];

class SaysNo extends AskBeforeUndo {
  protected override agrees(question: string): Promise<boolean> {
    questions.push(question);
    return Promise.resolve(false);
  }
}

class SaysYes extends AskBeforeUndo {
  protected override agrees(): Promise<boolean> {
    return Promise.resolve(true);
  }
}

const UNDONE: Command = { type: 'tick' };
const STORAGE = StorageModule.forRoot({ name: 'own-executors', migrations: journalMigrations });
const INFO = { name: 'own-executors', defaultPort: 0, title: 'x', description: 'x' };
const task = (tag: string) => ({ tag, input: { command: 'create', resource: 'x' } });

const DEFAULTS = {
  ...POLICY_DEFAULTS,
  bindTimeoutMs: 1,
  undoRetry: { ...POLICY_DEFAULTS.undoRetry, maxAttempts: 1 },
};

describe('an installation that replaces an executor', () => {
  let app: INestApplication;
  let dataDir: string;

  /** Without discovery and without any service. */
  const start = async (executors: Parameters<typeof OrchestrationModule.with>[0]) => {
    @Module({ imports: [STORAGE, OrchestrationModule.with(executors)] })
    class App {}

    const nowhere = 'http://127.0.0.1:9';
    const env = {
      DATA_DIR: dataDir,
      DISCOVERY_URL: nowhere,
      SHARED_STATE_URL: nowhere,
      PORT: '0',
      LOG_LEVEL: 'silent',
    };
    app = await startApp(App, INFO, env);
  };

  const run = async (steps: object[]): Promise<JobState> => {
    const orchestrator = app.get(Orchestrator);
    const jobId = uuidv7();
    const job = { jobId, document: { steps }, lenient: false, warnings: [], stateDoc: null };
    const ended = new Promise<JobState>((resolve) =>
      orchestrator.subscribe(jobId, (_, state) => hasEnded(state) && resolve(state)),
    );
    await orchestrator.submit({ type: 'submit', ...job, defaults: DEFAULTS }, null);
    return ended;
  };

  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'own-executors-'))));
  afterEach(async () => {
    await app.close();
    rmSync(dataDir, { recursive: true });
  });

  it('runs steps its own way', async () => {
    await start({ steps: DryRun });
    expect(await run([{ tasks: [task('todo')] }, { tasks: [task('mail')] }])).toMatchObject({ status: 'completed' });
  });

  it('runs steps as the platform does if it replaces only the undo', async () => {
    await start({ reversion: SaysNo });
    expect(await run([{ tasks: [task('todo')] }])).toMatchObject({ status: 'failed', failure: { code: 'no-service' } });
  });

  it('undoes steps its own way', async () => {
    class FailsAtMail extends DryRun {
      override perform(...[effect, job]: Parameters<DryRun['perform']>) {
        if (effect.kind !== 'bind' || effect.selector.tag !== 'mail') return super.perform(effect, job);
        return { type: 'not-bound', ...effect.unit, undo: false, message: 'no mail today' } as const;
      }
    }
    await start({ steps: FailsAtMail, reversion: SaysNo });
    const job = await run([{ tasks: [task('todo')] }, { tasks: [task('mail')] }]);
    expect(job).toMatchObject({ status: 'needs-attention', failure: { message: 'no mail today' } });
    expect(openEffects(job)).toMatchObject([{ reason: 'the operator declined to undo it' }]);
    expect(questions).toEqual([`Undo what todo did for job ${job.id}?`]);
  });
});

it('leaves the revert to the platform once the operator agrees', async () => {
  const services = { perform: jest.fn(() => UNDONE) } as unknown as ServicePerformer;
  const bind = { kind: 'bind', undo: true, same: null } as UndoEffect;
  expect(await new SaysYes(services).perform(bind, { jobId: 'job' } as JobContext)).toBe(UNDONE);
});
