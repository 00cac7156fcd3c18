export * from './definition';
export * from './design';
export * from './dto';
export { errorCodes, isRetryable, type ErrorCode } from './errors/error-codes';
export { failureCodes, type FailureCode } from './errors/failure-codes';
export { hasEnoughFaults, firstFaults, firstWarnings } from './errors/first-faults';
export type { FieldFault } from './errors/field-fault';
export { PlatformError, type ErrorDetails } from './errors/platform-error';
export * from './job-view';
export { type JsonRead, parseJson, parsingJson, parsingResponse, readingResponse } from './json/parse-json';
export { faultAt } from './job/faults';
export { labelFaults } from './job/label-rules';
export { validateJobDocument, validatingJobDocument, type JobValidation } from './job/validate-job-document';
export * from './pure';
export {
  ANY_JSON,
  AnyJson,
  AnyList,
  AnyObject,
  Custom,
  Flag,
  JsonPointer,
  LabelMap,
  Nested,
  NestedList,
  Numeric,
  OneOf,
  Text,
  TextList,
  WebAddress,
  WholeNumber,
  WholeNumberList,
  type FieldOptions,
} from './validation/fields';
export { type Dto, fieldNames } from './validation/registry';
export { withoutEmpty } from './validation/without-empty';
export { validateDto, type Validated, type ValidateOptions } from './validation/validate-dto';
