export { CallDto, type HeaderValue } from './call.dto';
export { Condition } from './condition.dto';
export { JobDocument } from './job-document.dto';
export { type OnFailureOfTask, type OnUnknown } from './policies.dto';
export { RetryPolicy } from './retry-policy.dto';
export { StepDto, type StepMode } from './step.dto';
export { StoreResult, type StoreResultAt } from './store-result.dto';
export { AlternativeDto, TaskDto } from './task.dto';
export { Wait } from './wait.dto';
