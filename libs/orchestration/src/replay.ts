// What it takes to rebuild a job from its history, and nothing that could run one: `#orchestration/replay`.
export { decodeRecords } from './adapters/journal/record-format';
export type { RecordedEvent } from './core/events';
export { replay } from './core/handle';
export { toJobView } from './view/job-view';
