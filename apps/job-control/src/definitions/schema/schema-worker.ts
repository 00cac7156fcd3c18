import { parentPort } from 'node:worker_threads';
import { SchemaChecks, type SchemaOrder } from './schema-checks';

const checks = new SchemaChecks();
parentPort?.on('message', (order: SchemaOrder) => {
  void checks.perform(order).then((checked) => parentPort?.postMessage(checked));
});
