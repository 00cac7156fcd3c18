import { type FieldFault } from '../errors/field-fault';
import { closestName, formatPointer, isJsonObject, type JsonObject } from '../pure';
import { validateDto } from '../validation/validate-dto';
import { CommandDto } from './command.dto';
import { commandFaults } from './command-rules';
import type { Design } from './design';
import { DesignDto } from './design.dto';
import { FieldDto } from './field.dto';
import { fieldFaults, formatWarnings } from './field-rules';
import { readMap } from './read-map';

export interface ReadDesign {
  /** Use only when there are no faults. */
  design: Design;
  faults: FieldFault[];
  /** Members that the engine does not know and ignores. */
  warnings: FieldFault[];
}

/** Reads a design document and reports all its faults. */
export function readDesign(plain: unknown): ReadDesign {
  const frame = validateDto(DesignDto, plain);
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
  return {
    design,
    faults: [
      ...frame.faults,
      ...(frame.faults.length === 0 && !hasFields ? [missingFields(resourceType, resourceSchema)] : []),
      ...fields.faults,
      ...fieldFaults(fields.sound, fieldsPath),
      ...commands.faults,
      ...commandFaults(commands.sound, fields.sound),
    ],
    warnings: formatWarnings(fields.sound, fieldsPath),
  };
}

function missingFields(resourceType: string, resourceSchema: JsonObject): FieldFault {
  const meant = closestName(resourceType, Object.keys(resourceSchema));
  const question = meant === undefined ? '' : `; did you mean ${meant}?`;
  const message = `is missing: expected the fields of the resourceType${question}`;
  return { pointer: formatPointer(['resourceSchema', resourceType]), message };
}
