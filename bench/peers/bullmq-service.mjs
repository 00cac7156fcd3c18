// The reference job as BullMQ's guide writes jobs of several steps: one job whose data say how far it has come.
import { Queue, QueueEvents, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { serve } from './serve.mjs';
import { call, STEPS, TASKS } from './target.mjs';

const connect = () => new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });
const remove = { removeOnComplete: 1_000 };

async function reference(job) {
  const data = { ...job.data };
  for (; data.step < STEPS; data.step++) {
    data.results.push(await Promise.all(TASKS.map(call)));
    await job.updateData({ ...data, step: data.step + 1 });
  }
  return 'completed';
}

const queue = new Queue('reference', { connection: connect(), defaultJobOptions: remove });
const events = new QueueEvents('reference', { connection: connect() });
const worker = new Worker('reference', reference, { connection: connect(), concurrency: 64 });
// A client that waits for a job also notices the end of its connection.
queue.setMaxListeners(0);
await Promise.all([queue.waitUntilReady(), events.waitUntilReady(), worker.waitUntilReady()]);

serve(async () => (await queue.add('reference', { step: 0, results: [] })).waitUntilFinished(events));
