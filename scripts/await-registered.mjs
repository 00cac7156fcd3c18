// await-registered.mjs DISCOVERY_URL SECONDS TAG…: waits until discovery knows a healthy service for each of these tags.
import { setTimeout as wait } from 'node:timers/promises';

const [discovery, seconds, ...tags] = process.argv.slice(2);
const deadline = Date.now() + seconds * 1000;

async function isThere(tag) {
  const url = `${discovery}/services?health=healthy&tag=${encodeURIComponent(tag)}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
  return (await response.json()).length > 0;
}

for (const tag of tags) {
  while (!(await isThere(tag).catch(() => false))) {
    if (Date.now() > deadline) {
      console.error(`No healthy service has registered for ${tag} in ${seconds} s.`);
      process.exit(1);
    }
    await wait(100);
  }
}
