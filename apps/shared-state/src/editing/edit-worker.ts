import 'reflect-metadata';
import { parentPort } from 'node:worker_threads';
import { type EditOrder, performEdit } from './perform-edit';

parentPort?.on('message', (order: EditOrder) => parentPort?.postMessage(performEdit(order)));
