export { checkField } from './check-field';
export {
  type CommandKind,
  fieldsSetBy,
  inputsOf,
  isCommandName,
  isStandard,
  kindOf,
  missingCode,
} from './command-kind';
export { CommandDto } from './command.dto';
export type { Design, Fields } from './design';
export { DesignDto } from './design.dto';
export { FieldDto } from './field.dto';
export { isInstant } from './formats';
export { readDesign } from './read-design';
export { ServiceInfoDto } from './service-info.dto';
