// Preloaded into job-control: kills the process with SIGKILL before or after the n-th write to the journal, or the n-th
// call to a service. KILL_AT is append|send:before|after:n.
const Module = require('node:module');

const [what, when, nth] = (process.env.KILL_AT ?? '').split(':');
const PLACES = { append: ['SqlJournal', 'append'], send: ['HttpInvoker', 'send'] };
const [className, method] = PLACES[what] ?? [];

let count = 0;
function die() {
  process.kill(process.pid, 'SIGKILL');
}

function wrap(prototype) {
  const original = prototype[method];
  prototype[method] = async function (...args) {
    count += 1;
    const mine = count === Number(nth);
    if (mine && when === 'before') die();
    const result = await original.apply(this, args);
    if (mine && when === 'after') die();
    return result;
  };
}

const load = Module._load;
const seen = new Set();
Module._load = function (...args) {
  const loaded = load.apply(this, args);
  const found = className && Object.getOwnPropertyDescriptor(Object(loaded), className)?.value;
  if (found && !seen.has(found)) {
    seen.add(found);
    wrap(found.prototype);
  }
  return loaded;
};
