import type { FieldFault } from './field-fault';

/** So many faults are told at most: whoever made more will look again. */
export const MOST_FAULTS = 100;
const MOST_CHARACTERS = 1_000;

/** Whether enough faults are known: one more than is told, which says that there are more. */
export function areEnough(faults: readonly unknown[]): boolean {
  return faults.length > MOST_FAULTS;
}

/** Adds what is not more than enough. */
export function addFaults(faults: FieldFault[], more: readonly FieldFault[]): void {
  for (const fault of more) {
    if (areEnough(faults)) return;
    faults.push(fault);
  }
}

/** The faults that are told, in texts of a length that is known: what is wrong may be as long as what was sent. */
export function firstFaults(faults: readonly FieldFault[]): FieldFault[] {
  const told = faults.slice(0, MOST_FAULTS).map(inShort);
  if (areEnough(faults)) told.push({ pointer: '', message: `more is wrong than these ${MOST_FAULTS} faults say` });
  return told;
}

/** The warnings that are told. */
export function firstWarnings(warnings: readonly string[]): string[] {
  const told = warnings.slice(0, MOST_FAULTS);
  return areEnough(warnings) ? [...told, `there are more warnings than these ${MOST_FAULTS}`] : told;
}

/** Where the place itself is too long to name, what it lies in. */
function inShort(fault: FieldFault): FieldFault {
  const { pointer, message } = fault;
  if (pointer.length <= MOST_CHARACTERS && message.length <= MOST_CHARACTERS) return fault;
  const end = pointer.length > MOST_CHARACTERS ? pointer.lastIndexOf('/', MOST_CHARACTERS) : pointer.length;
  return { pointer: pointer.slice(0, Math.max(end, 0)), message: message.slice(0, MOST_CHARACTERS) };
}
