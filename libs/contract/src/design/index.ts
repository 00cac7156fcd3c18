export { checkField } from './check-field';
export {
  type CommandKind,
  fieldsSetBy,
  inputsOf,
  isCommandName,
  isStandard,
  commandKindOf,
  missingCode,
} from './command-kind';
export { CommandDto } from './command.dto';
export type { Design, DesignFields } from './design';
export { FieldDto } from './field.dto';
export { isInstant } from './formats';
export { readDesign } from './read-design';
export { ServiceInfoDto } from './service-info.dto';
