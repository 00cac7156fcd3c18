// Rebuilds a job from its history, without the code that runs jobs: `#orchestration/replay`.
export { decodeRecords } from './adapters/journal/record-format';
export type { RecordedEvent } from './core/model/events';
export { replay } from './core/handle';
export { toJobView } from './view/job-view';
