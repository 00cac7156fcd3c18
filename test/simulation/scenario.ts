import fc from 'fast-check';
import type { JsonObject } from '#contract/pure';
import type { Outage } from './model-network';
import { AUTHORS_ID, SERVICE_KINDS, type ServiceKind } from './model-service';

/** A job, and everything that will happen to it. Plain JSON, so that what failed once can be kept. */
export interface Scenario {
  readonly document: JsonObject;
  readonly lenient: boolean;
  /** What chance decides, one decision after another. */
  readonly tape: readonly number[];
  /** job-control is lost after so many things happened, and is back after so many milliseconds; by `wall` the clock is set meanwhile. */
  readonly crashes: readonly { readonly after: number; readonly back: number; readonly wall?: number }[];
  readonly commands: readonly { readonly at: number; readonly type: ScheduledType }[];
  /** What people want once the job has come to rest. */
  readonly afterwards: readonly Afterthought[];
  /** Others write the state document too; what they append they may take out again after a while. */
  readonly foreign: readonly { readonly at: number; readonly path: string; readonly for?: number | undefined }[];
  readonly outages: readonly Outage[];
  /** What comes of one write to the journal after another; after the last one all is well. */
  readonly disk?: readonly DiskFault[];
  /** The clock on the wall is set, forward or back, by so many milliseconds. */
  readonly wall?: readonly { readonly at: number; readonly by: number }[];
  /** An operator kills the job, and acts on it again while its calls are still under way. */
  readonly rash?: readonly { readonly at: number; readonly then: Afterthought; readonly after: number }[];
  /** Which of the reverts that must find something are told that nothing is there. */
  readonly gone?: readonly boolean[];
  /** What comes for steps that wait: early, late, twice, or for none. */
  readonly signals?: readonly ScheduledSignal[];
  /** Services that hold a record of the id that authors give, before the job. */
  readonly holders?: readonly ServiceKind[];
}

/**
 * `full`: nothing was written. `unanswered`: it was, and no response came. `refused`: the journal cannot hold it, however
 * often it is tried; once in a world, and not the submission.
 */
export type DiskFault = 'none' | 'full' | 'unanswered' | 'refused';
export interface ScheduledSignal {
  readonly at: number;
  readonly name: string;
  /** Two with one key are one signal, if they are alike. */
  readonly key?: number | undefined;
}
export type ScheduledType = 'cancel' | 'kill' | 'pause' | 'continue' | 'approve' | 'reject';
export interface Afterthought {
  readonly type: 'revert' | 'rerun' | 'continue' | 'skip';
  /** Position of a step, or null for the whole job. */
  readonly step: number | null;
}

export const PATHS = ['/a', '/b/c', '/b/d', '/deep/x/y', '/flag'] as const;
/** Arrays that several write to: one that is not there at first, and one with items to write into. */
export const ARRAYS = ['/log', '/rows'] as const;

const path = fc.constantFrom(...PATHS);
const target = fc.oneof(
  { weight: 2, arbitrary: path },
  { weight: 1, arbitrary: fc.constantFrom('/log/-', '/rows/-', '/rows/1/note') },
);
const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 5, nil: undefined }).map((v) => v);
const seldom = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const reference = fc.record({ $fromState: path, default: fc.constant(0) });
const input: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ command: 'create', resource: 'thing' }) },
  { weight: 2, arbitrary: fc.constant({ command: 'create', resource: 'thing', id: AUTHORS_ID, metadata: { own: 1 } }) },
  { weight: 2, arbitrary: reference.map((v) => ({ command: 'update', resource: 'thing', id: '1', payload: { v } })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('read', 'peek', 'set').map((command) => ({ command, resource: 'x', id: '1' })),
  },
  { weight: 2, arbitrary: fc.constant({ text: 'plain', where: { $stateURL: true } }) },
  { weight: 1, arbitrary: path.map(($fromState) => ({ text: { $fromState } })) },
);

const condition = fc.oneof(
  path.map((exists) => ({ exists })),
  fc.constant({ equals: ['/flag', true] }),
  path.map((exists) => ({ not: { exists } })),
);

const tag = fc.oneof(
  { weight: 3, arbitrary: fc.constant('ledger') },
  { weight: 2, arbitrary: fc.constantFrom(...SERVICE_KINDS) },
);

const alternative = fc.record({ tag, input: seldom(input), storeResultAt: seldom(target) });

const task = fc.record({
  tag,
  input,
  storeResultAt: seldomOrStored(),
  onFailure: rarely(fc.constantFrom('undo', 'pause', 'continue', 'continue')),
  orElse: rarely(fc.array(alternative, { minLength: 1, maxLength: 2 })),
  when: seldom(condition),
  enabled: seldom(fc.constant(false)),
  forEach: seldom(fc.constant({ $fromState: '/items' })),
  taskMaxTTL: seldom(fc.constantFrom(1, 3)),
  onUnknown: seldom(fc.constantFrom('repeat', 'undo')),
  /** Resolved to an earlier task where the step's mode wants one. */
  of: fc.nat(20),
  parallel: fc.integer({ min: 1, max: 2 }),
});

function seldomOrStored() {
  const rule = fc.oneof(
    target.map((targetPath) => ({ targetPath })),
    target.map((targetPath) => ({ targetPath, sourcePath: 'result' })),
    target.map((targetPath) => ({ targetPath, sourcePath: '/nowhere', onlyOnStatus: [404] })),
  );
  return rarely(fc.oneof(target, rule, fc.array(rule, { minLength: 1, maxLength: 2 })));
}

const SIGNALS = ['go', 'on'] as const;
/** When a world begins, in virtual time. */
const BEGINNING = 1_000_000;
const time = fc.nat(4_000).map((ms) => new Date(BEGINNING + ms).toISOString());
const wait = fc.oneof(
  fc.constantFrom(0, 0.2, 2).map((seconds) => ({ wait: { seconds } })),
  time.map((until) => ({ wait: { until } })),
  rarely(time).map((otherwise) => ({ wait: { until: { $fromState: '/at', default: otherwise } } })),
  fc.record({
    waitFor: fc.record({
      signal: fc.constantFrom(...SIGNALS),
      timeoutSeconds: rarely(fc.constantFrom(0.3, 3)),
      storeResultAt: rarely(target),
    }),
  }),
);

const step = fc.record({
  mode: fc.constantFrom('execute', 'execute', 'parallel', 'sequential', 'sequential', 'repeat', 'revert'),
  enabled: seldom(fc.constant(false)),
  when: seldom(condition),
  approval: seldom(fc.constant(true)),
  onFailure: seldom(fc.constant('pause')),
  tasks: fc.array(task, { minLength: 1, maxLength: 4 }),
  /** Instead of the tasks. */
  waits: seldom(wait),
});
type Drawn = typeof step extends fc.Arbitrary<infer T> ? T : never;

const document = fc
  .record({
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
    retry: fc.record(
      { maxAttempts: fc.integer({ min: 1, max: 3 }), initialIntervalMs: fc.constantFrom(10, 200) },
      { requiredKeys: ['initialIntervalMs'] },
    ),
    undoRetry: fc.record({ maxAttempts: fc.integer({ min: 1, max: 4 }) }),
    jobMaxTTL: seldom(fc.constantFrom(1, 4)),
    onFailure: seldom(fc.constant('pause')),
    state: fc.constantFrom('own', 'none', 'shared'),
    older: seldom(fc.constant(true)),
  })
  .map(toDocument);

function toDocument(drawn: {
  steps: Drawn[];
  retry: object;
  undoRetry: object;
  jobMaxTTL: number | undefined;
  onFailure: string | undefined;
  state: string;
  older: boolean | undefined;
}): JsonObject {
  const { state, jobMaxTTL, older = false, steps: given, ...policies } = drawn;
  const steps = older ? given.map(amongOlder) : given;
  const content = { items: [1, 2, 3], flag: true, rows: [{ id: 1 }, { id: 2 }], at: '1970-01-01T00:16:42Z' };
  return withoutUndefined({
    ...policies,
    jobMaxTTL,
    initialState: state === 'none' ? undefined : content,
    sharedStateURL: state === 'shared' ? 'http://state/state/shared' : undefined,
    steps: steps.map((one, index) => toStep(one, steps.slice(0, index))),
  });
}

function toStep({ waits, tasks, mode, ...rest }: Drawn, before: readonly Drawn[]): object {
  if (waits !== undefined) return { ...rest, ...waits };
  return { ...rest, mode, tasks: tasks.map((one) => toTask(one, mode, before)) };
}

/** Services that keep no ledger, and creates whose ids the author gave: here most outcomes can not be settled. */
function amongOlder(one: Drawn): Drawn {
  const tasks = one.tasks.map((drawn) => {
    const creates = drawn.input.command === 'create';
    const input = creates ? { command: 'create', resource: 'thing', id: AUTHORS_ID } : drawn.input;
    return { ...drawn, input, tag: drawn.tag === 'ledger' ? (creates ? 'redo' : 'replay') : drawn.tag };
  });
  return { ...one, tasks };
}

function toTask({ of, parallel, ...rest }: Drawn['tasks'][number], mode: string, before: readonly Drawn[]): object {
  const earlier = before.flatMap(({ tasks, waits }, s) =>
    waits === undefined ? tasks.map((_, t) => `step-${s + 1}/task-${t + 1}`) : [],
  );
  const refers = (mode === 'repeat' || mode === 'revert') && earlier.length > 0 && of < 15;
  if (refers) {
    const { tag, enabled, when, onFailure } = rest;
    return { tag, of: earlier[of % earlier.length], enabled, when, onFailure };
  }
  const { input, orElse = [], forEach } = rest;
  const isMine = [input, ...orElse.map((other) => other.input)].some((one) => one?.id === AUTHORS_ID);
  const onUnknown = isMine ? undefined : rest.onUnknown;
  return {
    ...rest,
    input: sentBy(mode, input),
    orElse: mode === 'revert' ? undefined : orElse.map((other) => ({ ...other, input: sentBy(mode, other.input) })),
    onUnknown,
    maxParallel: forEach ? parallel : undefined,
  };
}

/** An author who repeats or reverts by an id of its own, or overrides the rules for it, is responsible for the record it affects. */
function sentBy(mode: string, input: JsonObject | undefined): JsonObject | undefined {
  const hitsAnother = input?.id === AUTHORS_ID && (mode === 'repeat' || mode === 'revert');
  return hitsAnother ? { command: 'create', resource: 'thing' } : input;
}

function withoutUndefined(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

const chance = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(999) });

function afterthought(...types: Afterthought['type'][]): fc.Arbitrary<Afterthought> {
  return fc.record({ type: fc.constantFrom(...types), step: fc.option(fc.nat(3), { nil: null }) });
}

const diskFault = fc.oneof(
  { weight: 6, arbitrary: fc.constant<DiskFault>('none') },
  { weight: 1, arbitrary: fc.constantFrom<DiskFault>('full', 'unanswered', 'refused') },
);

const foreign = fc.record({
  at: fc.nat(2000),
  path: fc.oneof(path, fc.constantFrom('/b', '/other'), fc.constantFrom('/log/-', '/rows/-', '/rows/0/seen')),
  for: seldom(fc.nat(2000)),
});

const HOUR = 3_600_000;
const byAsMuch = fc.constantFrom(-720 * HOUR, -HOUR, -HOUR, HOUR);

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  document,
  lenient: fc.boolean(),
  tape: fc.array(chance, { maxLength: 120, size: 'max' }),
  crashes: fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: 120 }),
      back: fc.integer({ min: 100, max: 3000 }),
      wall: seldom(byAsMuch).map((by = 0) => by),
    }),
    { maxLength: 3 },
  ),
  commands: fc.array(
    fc.record({
      at: fc.nat(3000),
      type: fc.constantFrom<ScheduledType>('cancel', 'kill', 'pause', 'continue', 'approve', 'reject'),
    }),
    { maxLength: 2 },
  ),
  afterwards: fc.array(afterthought('revert', 'rerun', 'continue', 'skip'), { maxLength: 3 }),
  foreign: fc.array(foreign, { maxLength: 3 }),
  outages: fc.array(
    fc.record({
      service: fc.constantFrom(...SERVICE_KINDS),
      from: fc.nat(1000),
      for: fc.constantFrom(300, 3000, 30_000),
    }),
    { maxLength: 1 },
  ),
  disk: fc.array(diskFault, { maxLength: 30 }),
  rash: fc.array(
    fc.record({ at: fc.nat(1500), then: afterthought('revert', 'rerun', 'continue'), after: fc.nat(60) }),
    { maxLength: 1 },
  ),
  wall: fc.array(fc.record({ at: fc.nat(3000), by: byAsMuch }), { maxLength: 2 }),
  gone: fc.array(fc.boolean(), { maxLength: 4 }),
  signals: fc.array(
    fc.record({ at: fc.nat(4_000), name: fc.constantFrom(...SIGNALS), key: fc.option(fc.nat(1), { nil: undefined }) }),
    { maxLength: 4 },
  ),
  holders: fc.subarray([...SERVICE_KINDS]),
});
