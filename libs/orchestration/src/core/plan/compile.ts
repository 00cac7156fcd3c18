import { isJsonObject, memoize, secretPlaces, stepName, taskAddress, taskName } from '#contract/pure';
import type { JobDocument, StepDto, TaskDto } from '#contract';
import { type PolicyDefaults } from './defaults';
import {
  type Action,
  type Plan,
  type PlannedApproval,
  type PlannedStep,
  type PlannedTask,
  type Selector,
  type StatePlan,
  type TaskPosition,
} from './plan';
import { inherit, type Policies } from './policies';
import { isLiteral, readsState } from './references';
import { storeRules } from './store-rules';

/** Turns a validated document into what will be done. The same document and defaults always give the same plan. */
export function compile(document: JobDocument, defaults: PolicyDefaults): Plan {
  const jobPolicies = inherit(defaults, document);
  return {
    name: document.name ?? null,
    description: document.description,
    steps: stepsOf(document.steps, jobPolicies),
    state: statePlan(document),
    jobMaxTtlMs: document.jobMaxTTL === undefined ? null : document.jobMaxTTL * 1000,
  };
}

/** Characters; what is longer is hardly written twice. */
const LONGEST_SHARED = 16 * 1024;
const MOST_SHARED = 200;

/** Jobs whose steps are written alike share what is planned for them: of a job that waits, that is the most of it. */
const sharedSteps = memoize((text) => {
  const [steps, jobPolicies] = JSON.parse(text) as [StepDto[], Policies];
  return compileSteps(steps, jobPolicies);
}, MOST_SHARED);

function stepsOf(steps: StepDto[], jobPolicies: Policies): readonly PlannedStep[] {
  const text = JSON.stringify([steps, jobPolicies]);
  return text.length > LONGEST_SHARED ? compileSteps(steps, jobPolicies) : sharedSteps(text);
}

function compileSteps(steps: StepDto[], jobPolicies: Policies): readonly PlannedStep[] {
  return steps.map((step, index) => compileStep(step, index, steps, jobPolicies));
}

function compileStep(step: StepDto, index: number, steps: StepDto[], jobPolicies: Policies): PlannedStep {
  const name = stepName(step, index);
  const mode = step.mode ?? 'execute';
  const policies = inherit(jobPolicies, step);
  return {
    name,
    description: step.description,
    mode,
    enabled: step.enabled !== false,
    sequential: mode === 'sequential',
    when: step.when ?? null,
    approval: approvalOf(step),
    tasks: step.tasks.map((task, position) => compileTask(task, position, name, mode, steps, policies)),
  };
}

function approvalOf({ approval }: StepDto): PlannedApproval | null {
  if (approval === undefined || approval === false) return null;
  const { description = null, timeoutMs = null } = approval === true ? {} : approval;
  return { description, timeoutMs };
}

function compileTask(
  task: TaskDto,
  index: number,
  step: string,
  mode: string,
  steps: StepDto[],
  stepPolicies: Policies,
): PlannedTask {
  const name = taskName(task, index);
  const policies = inherit(stepPolicies, task);
  const of = task.of === undefined ? null : originOf(steps, task.of);
  // Whose body and ids it uses, whose headers and secrets it uses.
  const sender = of === null ? task : (steps[of.step]?.tasks[of.task] ?? task);
  return {
    ...policies,
    attemptsSet: policies.attemptsSet ?? false,
    name,
    address: taskAddress(step, name),
    description: task.description,
    enabled: task.enabled !== false,
    action: actionOf(mode),
    selector: selectorOf(task),
    of,
    input: task.input ?? {},
    headers: headersOf(sender),
    secrets: secretPlaces(sender.input),
    store: storeRules(task.storeResultAt),
    readsState: readsDocument(task),
    literal: isLiteral(task.input),
    when: task.when ?? null,
    forEach: forEachOf(task),
    maxParallel: task.maxParallel ?? null,
  };
}

function selectorOf({ tag, profile, resource, serviceName, service }: TaskDto): Selector {
  const selector: { -readonly [Member in keyof Selector]: Selector[Member] } = {};
  const name = serviceName ?? service;
  if (tag !== undefined) selector.tag = tag;
  if (profile !== undefined) selector.profile = profile;
  if (resource !== undefined) selector.resource = resource;
  if (name !== undefined) selector.serviceName = name;
  return selector;
}

function headersOf({ headers = {} }: TaskDto): PlannedTask['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function actionOf(mode: string): Action {
  return mode === 'repeat' || mode === 'revert' ? mode : 'execute';
}

function forEachOf(task: TaskDto): PlannedTask['forEach'] {
  const source: unknown = task.forEach;
  if (!isJsonObject(source) || typeof source.$fromState !== 'string') return null;
  return { pointer: source.$fromState, ...(Object.hasOwn(source, 'default') && { default: source.default }) };
}

/** The task whose call it is in the end: what stands in for a stand-in stands in for the first. */
function originOf(steps: StepDto[], address: string): TaskPosition | null {
  const position = positionOf(steps, address);
  const next = position && steps[position.step]?.tasks[position.task]?.of;
  return next === null || next === undefined ? position : originOf(steps, next);
}

/** Where the task called `address` stands; the validator has made sure that there is one. */
function positionOf(steps: StepDto[], address: string): TaskPosition | null {
  for (const [step, candidate] of steps.entries()) {
    const task = candidate.tasks.findIndex(
      (t, i) => taskAddress(stepName(candidate, step), taskName(t, i)) === address,
    );
    if (task >= 0) return { step, task };
  }
  return null;
}

/** Which state document the job needs; null when it needs none. */
export function statePlan({ sharedStateURL, initialState, sharedState, steps }: JobDocument): StatePlan | null {
  const named = sharedStateURL !== undefined || initialState !== undefined || sharedState !== undefined;
  if (!named && !steps.some(({ when, tasks }) => when != null || tasks.some(usesState))) return null;
  return { address: sharedStateURL ?? null, initial: initialState ?? {}, merge: sharedState ?? null };
}

function usesState(task: TaskDto): boolean {
  if (task.when != null || forEachOf(task) !== null || readsDocument(task)) return true;
  return storeRules(task.storeResultAt).length > 0;
}

function readsDocument({ of, input }: TaskDto): boolean {
  return of === undefined && readsState(input);
}
