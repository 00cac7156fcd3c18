const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

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
  const members = rememberProperties(process);
  const { exitCode } = process;
  const env = { ...process.env };
  const listeners = new Map(process.eventNames().map((event) => [event, process.rawListeners(event)]));
  return () => {
    globals();
    members();
    process.exitCode = exitCode;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    for (const event of process.eventNames()) {
      const before = listeners.get(event) ?? [];
      for (const listener of process.rawListeners(event)) {
        if (!before.includes(listener)) process.removeListener(event, listener);
      }
    }
  };
}

function rememberProperties(object) {
  const before = Object.getOwnPropertyDescriptors(object);
  return () => {
    for (const key of Reflect.ownKeys(object)) {
      if (!Object.hasOwn(before, key)) Reflect.deleteProperty(object, key);
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
