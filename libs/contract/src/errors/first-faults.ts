import type { FieldFault } from './field-fault';

/** The most faults that one response lists; a client with more faults sends the document again. */
const MOST_FAULTS = 100;
const MOST_CHARACTERS = 1_000;

/** Whether enough faults are known: one more than is listed, which shows that there are more. */
export function hasEnoughFaults(faults: readonly unknown[]): boolean {
  return faults.length > MOST_FAULTS;
}

/** Adds faults until there are enough. */
export function addFaults(faults: FieldFault[], more: readonly FieldFault[]): void {
  for (const fault of more) {
    if (hasEnoughFaults(faults)) return;
    faults.push(fault);
  }
}

/** The faults that are listed, their texts cut to a bounded length: they may quote the input. */
export function firstFaults(faults: readonly FieldFault[]): FieldFault[] {
  const listed = faults.slice(0, MOST_FAULTS).map(inShort);
  if (hasEnoughFaults(faults))
    listed.push({ pointer: '', message: `more is wrong than these ${MOST_FAULTS} faults say` });
  return listed;
}

/** The warnings that are listed. */
export function firstWarnings(warnings: readonly string[]): string[] {
  const listed = warnings.slice(0, MOST_FAULTS);
  return hasEnoughFaults(warnings) ? [...listed, `there are more warnings than these ${MOST_FAULTS}`] : listed;
}

/** If the pointer itself is too long, the nearest ancestor that is short enough. */
function inShort(fault: FieldFault): FieldFault {
  const { pointer, message } = fault;
  if (pointer.length <= MOST_CHARACTERS && message.length <= MOST_CHARACTERS) return fault;
  const end = pointer.length > MOST_CHARACTERS ? pointer.lastIndexOf('/', MOST_CHARACTERS) : pointer.length;
  return { pointer: pointer.slice(0, Math.max(end, 0)), message: message.slice(0, MOST_CHARACTERS) };
}
