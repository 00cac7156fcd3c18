// Preloaded into an app: kills it with SIGKILL before or after the n-th statement it sends to its database, SQLite or
// PostgreSQL. KILL_IN is before|after:n.
const Module = require('node:module');

const [when, nth] = (process.env.KILL_IN ?? '').split(':');
let count = 0;

function counted(run) {
  return function (...args) {
    count += 1;
    const mine = count === Number(nth);
    if (mine && when === 'before') process.kill(process.pid, 'SIGKILL');
    const result = run.apply(this, args);
    if (mine && when === 'after') {
      // What PostgreSQL is asked for takes a while; SQLite is done.
      if (typeof result?.then === 'function') return result.finally(() => process.kill(process.pid, 'SIGKILL'));
      process.kill(process.pid, 'SIGKILL');
    }
    return result;
  };
}

function hook(target, ...methods) {
  for (const method of methods) target[method] = counted(target[method]);
}

const HOOKS = {
  '@photostructure/sqlite': ({ DatabaseSync, StatementSync }) => {
    hook(DatabaseSync.prototype, 'exec');
    hook(StatementSync.prototype, 'run', 'all');
  },
  pg: ({ Client }) => hook(Client.prototype, 'query'),
};

const load = Module._load;
const seen = new Set();
Module._load = function (...args) {
  const loaded = load.apply(this, args);
  const [name] = args;
  if (Object.hasOwn(HOOKS, name) && !seen.has(name)) {
    seen.add(name);
    HOOKS[name](loaded);
  }
  return loaded;
};
