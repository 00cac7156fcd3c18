import { type StepState } from '../model/state';
import { type Write } from '../model/state-write';

/**
 * The step after this one that wrote to one of its places, or within or around it, and whose own undo is open: while what
 * that step left is still there, it cannot be told whether others changed what this one left. -1: none.
 */
export function openLaterWrite(steps: readonly StepState[], index: number): number {
  const writes = steps[index]?.write?.writes ?? [];
  return steps.findIndex(
    ({ write }, later) => later > index && write?.phase === 'open' && anyOverlap(writes, write.writes),
  );
}

function anyOverlap(some: readonly Write[], others: readonly Write[]): boolean {
  return some.some((one) =>
    others.some((other) => isWithin(reach(one), reach(other)) || isWithin(reach(other), reach(one))),
  );
}

function reach({ made, path }: Write): string {
  return made ?? path;
}

function isWithin(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}
