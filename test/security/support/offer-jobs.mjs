// A client that submits jobs to job-control, as a process of its own, so that its CPU time is not measured. node
// offer-jobs.mjs URL in-turn CLIENTS SECONDS each client waits for the end of its job before it submits the next node
// offer-jobs.mjs URL per-second JOBS SECONDS whatever becomes of them Prints the responses as JSON: their number by
// status and Retry-After.
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

const [url, how, ...numbers] = process.argv.slice(2);
const [amount, seconds] = numbers.map(Number);
const TICK_MS = 20;

const task = { tag: 'todo', input: { command: 'create', resource: 'todo', payload: { title: 'x' } } };
const body = JSON.stringify({ name: 'load', steps: [1, 2, 3].map(() => ({ tasks: [task] })) });
const headers = { 'content-type': 'application/json' };
const pool = new Pool(url, { connections: 512 });
const responses = {};

async function offer(path) {
  const response = await pool.request({ method: 'POST', path, headers, body });
  await response.body.dump();
  const kind = [response.statusCode, response.headers['retry-after']].filter(Boolean).join(' ');
  responses[kind] = (responses[kind] ?? 0) + 1;
}

const began = performance.now();
const isOver = () => performance.now() - began >= seconds * 1_000;

async function inTurn() {
  while (!isOver()) await offer('/jobs?wait=true');
}

async function perSecond() {
  const offered = [];
  while (!isOver()) {
    const due = Math.floor((amount * (performance.now() - began)) / 1_000);
    while (offered.length < due) offered.push(offer('/jobs'));
    await delay(TICK_MS);
  }
  await Promise.all(offered);
}

if (how === 'in-turn') await Promise.all(Array.from({ length: amount }, inTurn));
else await perSecond();
await pool.close();
process.stdout.write(JSON.stringify(responses));
