export { Condition } from './condition.dto';
export { JobDocument, MAX_STEPS } from './job-document.dto';
export { type OnUnknown, Policies } from './policies.dto';
export { RetryPolicy } from './retry-policy.dto';
export { Approval, MAX_TASKS, STEP_MODES, StepDto, type StepMode } from './step.dto';
export { StoreResult, type StoreResultAt } from './store-result.dto';
export { type HeaderValue, TaskDto } from './task.dto';
