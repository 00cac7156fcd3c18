export * from './bulk';
export * from './definition';
export * from './design';
export * from './dto';
export { errorCodes, type ErrorCode } from './errors/error-codes';
export { failureCodes, type FailureCode } from './errors/failure-codes';
export { hasEnoughFaults, firstFaults, firstWarnings } from './errors/first-faults';
export type { FieldFault } from './errors/field-fault';
export { PlatformError } from './errors/platform-error';
export * from './job-view';
export { parseJson, parsingJson, parsingResponse, readingResponse } from './json/parse-json';
export { callsOf } from './job/calls';
export { collectingFaults, faultAt, type FaultSearch } from './job/faults';
export { labelFaults } from './job/label-rules';
export { validateJobDocument, validatingJobDocument, type JobValidation } from './job/validate-job-document';
export * from './pure';
export {
  ANY_JSON,
  AnyJson,
  AnyObject,
  Custom,
  JsonPointer,
  NestedList,
  OneOf,
  Text,
  TextList,
  WebAddress,
} from './validation/fields';
export { fieldNames } from './validation/registry';
export { withoutEmpty } from './validation/without-empty';
export { validateDto, type Validated } from './validation/validate-dto';
