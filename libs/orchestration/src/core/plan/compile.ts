import {
  findingSecrets,
  isJsonObject,
  labelsIn,
  memoize,
  runToEnd,
  stepName,
  taskAddress,
  taskName,
} from '#contract/pure';
import type { Action, AlternativeDto, CallDto, JobDocument, StepDto, StepMode, TaskDto } from '#contract';
import { type PolicyDefaults } from './defaults';
import {
  type Plan,
  type PlannedApproval,
  type PlannedStep,
  type PlannedTask,
  type Selector,
  type StatePlan,
} from './plan';
import { branchesOf } from './branches';
import { TaskReferences } from './task-references';
import { inheritPolicies, type ResolvedPolicies } from './policies';
import { scanInput } from './references';
import { storeRules } from './store-rules';
import { plannedWait, waitUsesState } from './wait';

const compiled = new WeakMap<JobDocument, { readonly defaults: PolicyDefaults; readonly plan: Plan }>();

/** Compiles a validated document into a plan. The same document and defaults always give the same plan. */
export function compile(document: JobDocument, defaults: PolicyDefaults): Plan {
  return runToEnd(compiling(document, defaults));
}

/** The same, piece by piece. A document that was compiled is not compiled again for as long as it is in memory. */
export function* compiling(document: JobDocument, defaults: PolicyDefaults): Generator<void, Plan> {
  const known = compiled.get(document);
  if (known?.defaults === defaults) return known.plan;
  const jobPolicies = inheritPolicies(defaults, document);
  const steps = yield* stepsOf(document.steps, jobPolicies);
  const plan: Plan = {
    name: document.name ?? null,
    description: document.description,
    labels: labelsIn(document.labels),
    steps,
    state: statePlan(document, steps),
    jobMaxTtlMs: document.jobMaxTTL === undefined ? null : document.jobMaxTTL * 1000,
  };
  compiled.set(document, { defaults, plan });
  return plan;
}

/** Characters; what is longer is hardly written twice. */
const LONGEST_SHARED = 16 * 1024;
const MOST_SHARED = 200;

/** Equal steps of different jobs share one planned step: it is most of the memory of a job that waits. */
const sharedSteps = memoize((text) => {
  const [steps, jobPolicies] = JSON.parse(text) as [StepDto[], ResolvedPolicies];
  return runToEnd(compileSteps(steps, jobPolicies));
}, MOST_SHARED);

function* stepsOf(steps: StepDto[], jobPolicies: ResolvedPolicies): Generator<void, readonly PlannedStep[]> {
  const text = JSON.stringify([steps, jobPolicies]);
  return text.length > LONGEST_SHARED ? yield* compileSteps(steps, jobPolicies) : sharedSteps(text);
}

function* compileSteps(steps: StepDto[], jobPolicies: ResolvedPolicies): Generator<void, readonly PlannedStep[]> {
  const origins = new TaskReferences(steps);
  const planned: PlannedStep[] = [];
  for (const [index, step] of steps.entries()) planned.push(yield* compileStep(step, index, origins, jobPolicies));
  return planned;
}

function* compileStep(
  step: StepDto,
  index: number,
  origins: TaskReferences,
  jobPolicies: ResolvedPolicies,
): Generator<void, PlannedStep> {
  const name = stepName(step, index);
  const mode = step.mode ?? 'execute';
  const policies = inheritPolicies(jobPolicies, step);
  const tasks: PlannedTask[] = [];
  for (const [position, task] of (step.tasks ?? []).entries()) {
    tasks.push(yield* compileTask(task, position, { step: name, mode, references: origins, policies }));
  }
  return {
    name,
    description: step.description,
    mode,
    enabled: step.enabled !== false,
    sequential: mode === 'sequential',
    when: step.when ?? null,
    approval: approvalOf(step),
    wait: plannedWait(step, policies),
    tasks,
  };
}

function approvalOf({ approval }: StepDto): PlannedApproval | null {
  if (approval === undefined || approval === false) return null;
  const { description = null, timeoutMs = null } = approval === true ? {} : approval;
  return { description, timeoutMs };
}

/** What is around a task in its job document. */
interface TaskContext {
  readonly step: string;
  readonly mode: StepMode;
  readonly references: TaskReferences;
  /** Those of the step. */
  readonly policies: ResolvedPolicies;
}

function* compileTask(task: TaskDto, index: number, context: TaskContext): Generator<void, PlannedTask> {
  let orElse: PlannedTask | null = null;
  for (const alternative of (task.orElse ?? []).toReversed()) {
    orElse = yield* compileBranch(withAlternative(task, alternative), index, context, orElse);
  }
  return yield* compileBranch(task, index, context, orElse);
}

function* compileBranch(
  task: TaskDto,
  index: number,
  { step, mode, references, policies: stepPolicies }: TaskContext,
  orElse: PlannedTask | null,
): Generator<void, PlannedTask> {
  const name = taskName(task, index);
  const policies = inheritPolicies(stepPolicies, task);
  const of = task.of === undefined ? null : references.targetOf(task.of);
  // Whose body and ids it uses, whose headers and secrets it uses.
  const sender = (of && references.taskAt(of)) ?? task;
  const { readsState, literal } = yield* scanInput(task.input);
  const secrets = yield* findingSecrets(sender.input);
  yield;
  // Member by member: objects made of a spread and as many members more have no hidden class, and take ten times as long.
  return {
    retry: policies.retry,
    undoRetry: policies.undoRetry,
    timeoutMs: policies.timeoutMs,
    bindTimeoutMs: policies.bindTimeoutMs,
    attemptsSet: policies.attemptsSet ?? false,
    taskMaxTtlMs: policies.taskMaxTtlMs,
    onUnknown: policies.onUnknown,
    name,
    address: taskAddress(step, name),
    description: task.description,
    enabled: task.enabled !== false,
    action: actionOf(mode),
    selector: selectorOf(task),
    of,
    input: task.input ?? {},
    headers: headersOf(sender),
    secrets,
    store: storeRules(task.storeResultAt),
    readsState: task.of === undefined && readsState,
    literal,
    when: task.when ?? null,
    forEach: forEachOf(task),
    maxParallel: task.maxParallel ?? null,
    onFailure: policies.onFailure ?? 'undo',
    orElse,
  };
}

/** The task as it is with this alternative: what that does not set is the task's own. */
function withAlternative(task: TaskDto, alternative: AlternativeDto): TaskDto {
  const { tag, profile, resource, serviceName, service, does } = alternative;
  const { input = task.input, headers = task.headers, storeResultAt = task.storeResultAt } = alternative;
  return { ...task, tag, profile, resource, serviceName, service, does, input, headers, storeResultAt };
}

function selectorOf({ tag, profile, resource, serviceName, service, does }: CallDto): Selector {
  const selector: { -readonly [Member in keyof Selector]: Selector[Member] } = {};
  const name = serviceName ?? service;
  if (tag !== undefined) selector.tag = tag;
  if (profile !== undefined) selector.profile = profile;
  if (resource !== undefined) selector.resource = resource;
  if (name !== undefined) selector.serviceName = name;
  if (does !== undefined) selector.does = does;
  return selector;
}

const NO_HEADERS: PlannedTask['headers'] = {};

function headersOf({ headers }: CallDto): PlannedTask['headers'] {
  if (headers === undefined) return NO_HEADERS;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function actionOf(mode: StepMode): Action {
  return mode === 'repeat' || mode === 'revert' ? mode : 'execute';
}

function forEachOf(task: TaskDto): PlannedTask['forEach'] {
  const source: unknown = task.forEach;
  if (!isJsonObject(source) || typeof source.$fromState !== 'string') return null;
  return { pointer: source.$fromState, ...(Object.hasOwn(source, 'default') && { default: source.default }) };
}

/** Which state document the job needs; null when it needs none. */
function statePlan(
  { sharedStateURL, initialState, sharedState }: JobDocument,
  steps: readonly PlannedStep[],
): StatePlan | null {
  const named = sharedStateURL !== undefined || initialState !== undefined || sharedState !== undefined;
  if (!named && !steps.some(stepUsesState)) return null;
  return { address: sharedStateURL ?? null, initial: initialState ?? {}, merge: sharedState ?? null };
}

function stepUsesState({ when, wait, tasks }: PlannedStep): boolean {
  return when !== null || waitUsesState(wait) || tasks.some(usesState);
}

function usesState(task: PlannedTask): boolean {
  const { when, forEach } = task;
  if (when !== null || forEach !== null) return true;
  return branchesOf(task).some(({ readsState, store }) => readsState || store.length > 0);
}
