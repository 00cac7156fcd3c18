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

/** Methods of native classes can only be covered, and only on each instance. */
function cover(instance, ...methods) {
  for (const method of methods) Object.defineProperty(instance, method, { value: counted(instance[method]) });
  return instance;
}

const HOOKS = {
  '@photostructure/sqlite': (loaded) => ({
    ...loaded,
    DatabaseSync: class extends loaded.DatabaseSync {
      constructor(...args) {
        super(...args);
        cover(this, 'exec');
      }
      prepare(...args) {
        return cover(super.prepare(...args), 'run', 'all');
      }
    },
  }),
  pg: (loaded) => {
    loaded.Client.prototype.query = counted(loaded.Client.prototype.query);
    return loaded;
  },
};

const load = Module._load;
const hooked = new Map();
Module._load = function (...args) {
  const loaded = load.apply(this, args);
  const [name] = args;
  if (!Object.hasOwn(HOOKS, name)) return loaded;
  if (!hooked.has(name)) hooked.set(name, HOOKS[name](loaded));
  return hooked.get(name);
};
