// What the orchestration core may use at run time: rules without any I/O or framework.
export * from './closest-name';
export * from './command-message';
export * from './deep-equal';
export * from './escape-controls';
export * from './extend';
export * from './forms';
export * from './job-names';
export * from './json';
export * from './json-depth';
export * from './json-size';
export * from './members';
export * from './memoize';
export * from './origin';
export * from './pointer';
export * from './secret-reference';
export * from './source-path';
export * from './spelled';
