// Preloaded into an app: tells in TURNS_DIR/<app>, a line each, of turns of the event loop that took long, in milliseconds
// of CPU, and of the memory the process came to have, in bytes.
const { appendFileSync, openSync, readSync } = require('node:fs');
const { basename, join } = require('node:path');
const { isMainThread } = require('node:worker_threads');

const TICK_MS = 2;
const LONG_MS = 10;
const TICKS_PER_LOOK = 25;

/** CPU time of this thread: what other processes have of this machine, and what other threads do, is not in it. */
function threadClock() {
  try {
    const handle = openSync('/proc/thread-self/schedstat');
    const text = Buffer.alloc(64);
    return () => Number.parseInt(text.latin1Slice(0, readSync(handle, text, 0, text.length, 0)), 10) / 1e6;
  } catch {
    // Not Linux: that of all threads, which is more.
    return () => process.cpuUsage().user / 1e3 + process.cpuUsage().system / 1e3;
  }
}

if (isMainThread) measure();

function measure() {
  const file = join(process.env.TURNS_DIR, basename(process.argv[1], '.js'));
  const cpu = threadClock();
  let due = performance.now() + TICK_MS;
  let used = cpu();
  let memory = 0;
  let ticks = 0;
  appendFileSync(file, '');

  setInterval(() => {
    const now = performance.now();
    const usedNow = cpu();
    // A timer is late by as much as the turn before it took; of that, only what this thread was at work for counts.
    const busy = Math.min(now - due + TICK_MS, usedNow - used);
    if (busy >= LONG_MS) appendFileSync(file, `turn ${busy}\n`);
    if (ticks++ % TICKS_PER_LOOK === 0) {
      const rss = process.memoryUsage.rss();
      if (rss > memory) appendFileSync(file, `memory ${(memory = rss)}\n`);
    }
    used = usedNow;
    due = performance.now() + TICK_MS;
  }, TICK_MS).unref();
}
