import { type FieldFault, formatPointer, isJsonObject, validateDto } from '#contract';
import { CommandDto } from './command.dto';
import { commandFaults } from './command-rules';
import type { Design } from './design';
import { DesignDto } from './design.dto';
import { FieldDto } from './field.dto';
import { fieldFaults, formatWarnings } from './field-rules';
import { readMap } from './read-map';

export interface ReadDesign {
  /** Only to be used when there are no faults. */
  design: Design;
  faults: FieldFault[];
  /** What the engine does not know, and leaves alone. */
  warnings: FieldFault[];
}

/** Reads a design document and names everything that is wrong with it. */
export function readDesign(plain: unknown): ReadDesign {
  const frame = validateDto(DesignDto, plain, { allowUnknown: true });
  const { resourceType, resourceSchema, serviceInfo, title, version, description } = frame.value;
  const fieldsPath = ['resourceSchema', resourceType];
  const hasFields = isJsonObject(resourceSchema) && isJsonObject(resourceSchema[resourceType]);
  const fields = readMap(FieldDto, hasFields ? resourceSchema[resourceType] : undefined, fieldsPath);
  const commands = readMap(CommandDto, frame.value.commands, ['commands']);
  // `id` is the message's, whether or not the schema lists it among the fields.
  fields.entries.delete('id');
  const design = {
    ...{ title, version, description, serviceInfo },
    resource: resourceType,
    fields: fields.entries,
    commands: commands.entries,
  };
  const missing = {
    pointer: formatPointer(fieldsPath),
    message: 'is missing: expected the fields of the resourceType',
  };
  return {
    design,
    faults: [
      ...frame.faults,
      ...(frame.faults.length === 0 && !hasFields ? [missing] : []),
      ...fields.faults,
      ...fieldFaults(fields.sound, fieldsPath),
      ...commands.faults,
      ...commandFaults(commands.sound, fields.sound),
    ],
    warnings: [
      ...frame.warnings,
      ...fields.warnings,
      ...commands.warnings,
      ...formatWarnings(fields.sound, fieldsPath),
    ],
  };
}
