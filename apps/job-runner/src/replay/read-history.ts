import type { FieldFault } from '#contract';
import type { RecordedEvent } from '#orchestration/replay';
import { isObject, readJsonFile } from '../files/json-file';
import type { Terminal } from '../terminal/terminal';

/** Reads a history as `job-runner events <job> --export` writes it, and verifies that it is complete. */
export async function readHistory(terminal: Terminal, name: string): Promise<RecordedEvent[]> {
  const file = await readJsonFile(terminal, name);
  const fault = faultOf(file.value);
  if (fault) throw file.invalid('the whole history of a job (job-runner events <job> --export)', [fault]);
  return file.value as RecordedEvent[];
}

function faultOf(events: unknown): FieldFault | undefined {
  if (!Array.isArray(events)) return { pointer: '', message: 'expected an array of events' };
  const gap = events.findIndex((event, index) => !isEvent(event, index + 1));
  if (gap >= 0) {
    return { pointer: `/${gap}`, message: `expected the event with seq ${gap + 1}, its type, and at in milliseconds` };
  }
  const [first] = events as unknown[];
  if (isObject(first) && first.type === 'job-accepted' && isObject(first.document)) return undefined;
  return { pointer: '/0', message: 'expected job-accepted with the job document: bodies included' };
}

function isEvent(event: unknown, seq: number): boolean {
  return isObject(event) && event.seq === seq && typeof event.type === 'string' && typeof event.at === 'number';
}
