const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** Members of `process` that only its own methods may change: a count put back is wrong for listeners that are not. */
const LISTENERS = ['_events', '_eventsCount'];

/**
 * Runs tests in the realm of the worker itself, where packages are loaded once and not once per file, and where
 * `instanceof` says what it says in production. At the end of each file everything that a test can leave behind in the
 * process is put back as it was before the first.
 */
class WorkerEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.restore = rememberProcess();
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    this.restore();
    // Jest takes an environment without globals for one that is gone.
    this.global = null;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Only asked whether it exists: the runtime compiles for the worker's own realm. */
  getVmContext() {
    return this.global;
  }
}

/** What restores the globals, the environment variables, the listeners and the members of `process`. */
function rememberProcess() {
  const globals = rememberProperties(globalThis);
  const members = rememberProperties(process, LISTENERS);
  const { exitCode } = process;
  const env = { ...process.env };
  const listeners = rememberListeners(process);
  return () => {
    globals();
    members();
    process.exitCode = exitCode;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    listeners();
  };
}

/** Among them the listener by which Jest gives this worker its next file. */
function rememberListeners(emitter) {
  const before = new Map(emitter.eventNames().map((event) => [event, emitter.rawListeners(event)]));
  return () => {
    for (const event of new Set([...before.keys(), ...emitter.eventNames()])) {
      const wanted = before.get(event) ?? [];
      const there = emitter.rawListeners(event);
      there.filter((one) => !wanted.includes(one)).forEach((one) => emitter.removeListener(event, one));
      wanted.filter((one) => !there.includes(one)).forEach((one) => emitter.on(event, one));
    }
  };
}

function rememberProperties(object, except = []) {
  const before = Object.getOwnPropertyDescriptors(object);
  for (const key of except) delete before[key];
  return () => {
    for (const key of Reflect.ownKeys(object)) {
      if (!Object.hasOwn(before, key) && !except.includes(key)) Reflect.deleteProperty(object, key);
    }
    for (const key of Reflect.ownKeys(before)) {
      const { value, get } = Object.getOwnPropertyDescriptor(object, key) ?? {};
      if (!Object.is(value, before[key].value) || get !== before[key].get) {
        Reflect.defineProperty(object, key, before[key]);
      }
    }
  };
}

module.exports = WorkerEnvironment;
