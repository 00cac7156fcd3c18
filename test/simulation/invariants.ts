import { deepEqual, getAt, isCommandMessage, isJsonObject, parsePointer } from '#contract/pure';
import { openEffects } from '../../libs/orchestration/src/core/undo/open-effects';
import type { JobState } from '../../libs/orchestration/src/core/model/state';
import { revertForbidden } from '../../libs/orchestration/src/core/undo/revert-forbidden';

import { isSafe } from '../../libs/orchestration/src/core/model/safe-unit';
import {
  addressOf,
  isUnitOver,
  type LocatedUnit,
  unitAt,
  unitsOf,
} from '../../libs/orchestration/src/core/queries/units';
import type { ModelService } from './model-service';
import { type ModelState, SOMEBODY_ELSES } from './model-state';
import { ARRAYS, PATHS } from './scenario';
import { promise } from './watcher';

export interface World {
  readonly services: readonly ModelService[];
  readonly state: ModelState;
  /** Request ids whose effects may remain though the job has ended: an operator decided so, or a service said so. */
  readonly excused: ReadonlySet<string>;
  readonly stateWrittenOff: boolean;
}

/** What must be true of the world whenever a job has come to rest. */
export function checkRest(job: JobState, world: World): void {
  for (const { effects, kind, destroyed } of world.services) {
    promise(!destroyed, `what ${kind} held before the job is gone`);
    for (const [id, times] of effects) promise(times === 1, `${id} had its effect ${times} times`);
  }
  checkAppends(job, world.state);
  checkTried(job, world);
  switch (job.status) {
    case 'completed':
      return checkCompleted(job, world);
    case 'failed':
    case 'cancelled':
      return checkUndone(job, world, 0);
    case 'reverted':
      return checkUndone(job, world, job.undo?.to ?? 0);
    case 'needs-attention':
    case 'killed':
      return checkOpen(job, world);
    default:
      promise(false, `the job rests as ${job.status}`);
  }
}

/** What an alternative took the place of is undone, whatever became of the job. */
function checkTried(job: JobState, world: World): void {
  for (const { unit, planned } of allUnits(job)) {
    const ids = [unit, ...(unit.reaction?.tried ?? [])].map(({ requestId }) => requestId);
    const made = ids.filter((id) => id !== null);
    promise(planned.of !== null || new Set(made).size === made.length, `${planned.address} used a request id twice`);
    for (const id of ids.slice(1)) {
      const isGone = there(world, id) === 0 || isExcused(world, id);
      promise(isGone, `${planned.address} has an alternative, and the effect of ${id} is still there`);
    }
  }
}

function checkCompleted(job: JobState, world: World): void {
  const units = allUnits(job);
  for (const located of units) {
    const { unit, planned, ref } = located;
    if (job.steps[ref.step]?.phase === 'skipped') continue;
    promise(isUnitOver(unit), `completed, though ${planned.address} ${unit.phase}`);
    const isSaid =
      unit.phase !== 'failed' || job.warnings.some((text) => text.startsWith(`${addressOf(located)} failed`));
    promise(isSaid, `completed, and no warning says that ${planned.address} failed`);
    promise(
      unit.phase !== 'skipped' || unit.skippedBecause !== null,
      `${planned.address} was skipped without a reason`,
    );
    promise(isOwn(located), `completed, and ${planned.address} took ${JSON.stringify(unit.result)} for its result`);
    if (hasPlainEffect(job, located)) {
      promise(there(world, unit.requestId) > 0, `completed, and the effect of ${unit.requestId} is not there`);
    }
  }
  const known = new Set(units.filter(mayBeLeft).map(({ unit }) => unit.requestId));
  for (const id of effectsThere(world)) promise(known.has(id), `completed, and ${id} of an earlier run is still there`);
}

/** A task that the job goes on without is undone; one that an operator skipped need not be. */
function mayBeLeft({ unit }: LocatedUnit): boolean {
  return unit.reaction?.tolerated !== 'continue';
}

/** No result is of another call: but for an author who asked for a repeat, and takes what that brings. */
function isOwn({ unit, planned }: LocatedUnit): boolean {
  const { result } = unit;
  if (planned.action !== 'execute' || planned.onUnknown === 'repeat' || !isJsonObject(result)) return true;
  return !isJsonObject(result.result) || result.result.of === unit.requestId;
}

/** Whether everything that works can undo it: no revert that does nothing, and none that must not be sent. */
export function canBeUndone(located: LocatedUnit): boolean {
  return located.unit.call.target?.name !== 'stub' && revertForbidden(located) === null;
}

/** A task whose success means that its effect is there now: nothing else in the job touches the same request id. */
function hasPlainEffect(job: JobState, { unit, planned, ref }: LocatedUnit): boolean {
  if (unit.phase !== 'succeeded' || isSafe(unit) || planned.of !== null || planned.action === 'revert') return false;
  const isRepeated = planned.action === 'repeat' || planned.onUnknown === 'repeat';
  if (isRepeated && isIdle(unit)) return false;
  const touched = job.plan.steps.some(({ tasks }) =>
    tasks.some(({ of }) => deepEqual(of, { step: ref.step, task: ref.task })),
  );
  return !touched;
}

function checkUndone(job: JobState, world: World, to: number): void {
  const kept = new Set(
    allUnits(job).flatMap((located) => (located.ref.step < to && mayBeLeft(located) ? [located.unit.requestId] : [])),
  );
  for (const id of effectsThere(world)) {
    promise(kept.has(id), `${job.status}, and the effect of ${id} is still there`);
  }
  for (const located of allUnits(job)) {
    if (located.ref.step >= to || !hasPlainEffect(job, located)) continue;
    promise(
      there(world, located.unit.requestId) > 0,
      `${located.unit.requestId} was undone, though that was not requested`,
    );
  }
  if (to === 0 && !world.stateWrittenOff) checkStateRestored(job, world.state);
}

function checkStateRestored(job: JobState, { document, baseline, foreign }: ModelState): void {
  if (foreign.size === 0) {
    promise(deepEqual(document, baseline), `${job.status}, and the state document is ${JSON.stringify(document)}`);
    return;
  }
  const kept = job.steps.flatMap((step) => step.kept);
  for (const path of ARRAYS) {
    if (kept.some((pointer) => related(path, pointer))) continue;
    const [now, then] = [document, baseline].map((one) =>
      leavesOf(getAt(one, path)).filter((leaf) => !isForeign(leaf)),
    );
    promise(deepEqual(now, then), `${job.status}, and ${path} is ${JSON.stringify(getAt(document, path))}`);
  }
  for (const path of PATHS) {
    if ([...foreign].some((other) => related(path, other))) continue;
    promise(deepEqual(getAt(document, path), getAt(baseline, path)), `${job.status}, and ${path} is not as it was`);
  }
}

/** Nothing that was appended is lost, or there twice. */
function checkAppends({ status, steps }: JobState, { document, appended }: ModelState): void {
  const there = leavesOf(document);
  for (const value of appended) {
    const times = there.filter((leaf) => leaf === value).length;
    promise(times === 1, `${value} is there ${times} times`);
  }
  const log = getAt(document, '/log');
  // An undo that was under way when the job was killed may have removed it.
  const written = steps.flatMap(({ write }) => (write?.phase === 'written' && !write.takingBack ? write.writes : []));
  const own = written.filter(({ target }) => target === '/log/-').length;
  const items = Array.isArray(log) ? log.filter((item) => !isForeign(item)).length : 0;
  const holds = status === 'completed' ? items === own : items >= own;
  promise(holds, `${own} items were appended to the log, and ${items} are there`);
}

function leavesOf(node: unknown): unknown[] {
  if (node === undefined) return [];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(leavesOf) : [node];
}

function isForeign(leaf: unknown): boolean {
  return typeof leaf === 'string' && leaf.startsWith(SOMEBODY_ELSES);
}

function related(one: string, other: string): boolean {
  const [short, long] = [parsePointer(one), parsePointer(other)].sort((a, b) => a.length - b.length);
  return short?.every((token, index) => token === long?.[index]) ?? false;
}

/** The list of open effects holds what is still there, or may be; nothing else, and nothing less. */
function checkOpen(job: JobState, world: World): void {
  const open = openEffects(job);
  const listed = new Set(open.map(({ requestId }) => requestId));
  const to = job.status === 'killed' ? 0 : (job.undo?.to ?? 0);
  const wanted = allUnits(job).filter(({ ref, planned }) => ref.step >= to && planned.of === null);
  for (const { unit } of wanted) {
    if (there(world, unit.requestId) === 0 || isExcused(world, unit.requestId)) continue;
    promise(listed.has(unit.requestId), `${job.status}, and the effect of ${unit.requestId} is not listed`);
  }
  if (job.status === 'killed') return;
  promise(open.length > 0, 'needs attention, and nothing is open');
  const gone = open.filter(({ ref, requestId }) => ref !== null && there(world, requestId) === 0);
  for (const { requestId, ref } of gone) {
    const provablyUndone = ref !== null && !mayBeThere(job, unitAt(job, ref));
    promise(!provablyUndone, `${requestId} is listed as open, and is provably undone`);
  }
}

function mayBeThere(job: JobState, { unit, planned, ref }: LocatedUnit): boolean {
  const repeated = allUnits(job).some(
    (other) => other.planned.action === 'repeat' && deepEqual(other.planned.of, { step: ref.step, task: ref.task }),
  );
  // A service that does nothing when it is asked to repeat, and calls that done, is taken at its word.
  const asked = planned.action === 'repeat' || planned.onUnknown === 'repeat' || repeated;
  const idle = asked && isIdle(unit);
  return idle || unit.effect === 'unknown' || unit.undo?.call.unconfirmed === true;
}

/** Whether its service does nothing when it is asked to repeat, and calls that done: some replay plain inputs alone. */
function isIdle({ call, body }: LocatedUnit['unit']): boolean {
  return call.target?.name === 'noop' || (call.target?.name === 'replay' && !isCommandMessage(body));
}

function allUnits(job: JobState): LocatedUnit[] {
  return job.steps.flatMap((_, step) => [...unitsOf(job, step)]);
}

function isExcused({ excused }: World, requestId: string | null): boolean {
  return excused.has(requestId ?? '');
}

function effectsThere(world: World): string[] {
  return world.services.flatMap(({ effects }) => [...effects.keys()].filter((id) => !isExcused(world, id)));
}

function there({ services }: World, requestId: string | null): number {
  return services.reduce((sum, service) => sum + service.effectOf(requestId ?? ''), 0);
}
