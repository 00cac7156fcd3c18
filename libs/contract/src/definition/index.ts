export * from './definition-document.dto';
export * from './definition-start.dto';
export * from './definition-view.dto';
