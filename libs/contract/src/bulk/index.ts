export * from './bulk-action.dto';
export * from './batch-view.dto';
