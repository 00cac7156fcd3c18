import { type CommandTraits, isCommandMessage, isJsonObject } from '#contract';

/** Fields that the service's forms require and the message lacks, each with its pointer. */
export function inputWarnings(input: unknown, { requiredFields = [] }: CommandTraits): string[] {
  if (!isCommandMessage(input)) return [];
  const payload = isJsonObject(input.payload) ? input.payload : {};
  return requiredFields
    .filter((field) => (field === 'id' ? input.id === undefined : payload[field] === undefined))
    .map((field) => `/input${field === 'id' ? '' : '/payload'}/${field}: ${input.command} requires it`);
}
