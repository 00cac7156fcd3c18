import {
  checkField,
  type CommandDto,
  type CommandMessage,
  type FieldFault,
  type DesignFields,
  formatPointer,
  inputsOf,
  isJsonObject,
  type JsonObject,
  PlatformError,
} from '#contract';

/**
 * The declared fields of a message's payload; undeclared ones are dropped.
 * @throws PlatformError `invalid-request` naming every field that is missing or wrong
 */
export function readPayload(message: CommandMessage, command: CommandDto, fields: DesignFields): JsonObject {
  const payload = payloadOf(message);
  const declared = new Set([...fields.keys(), ...inputsOf(command)]);
  const names = Object.keys(payload).filter((name) => declared.has(name));
  const faults = [...missing(message, payload, command), ...wrong(names, payload, fields)];
  if (faults.length > 0) {
    const summary = faults.map(({ pointer, message: what }) => `${pointer}: ${what}`).join('; ');
    throw new PlatformError('invalid-request', summary, { errors: faults });
  }
  return Object.fromEntries(names.filter((name) => name !== 'id').map((name) => [name, payload[name]]));
}

/** @throws PlatformError `invalid-request` when it is no object */
export function payloadOf({ payload = {} }: CommandMessage): JsonObject {
  if (isJsonObject(payload)) return payload;
  const errors = [{ pointer: '/payload', message: 'expected a JSON object' }];
  throw new PlatformError('invalid-request', '/payload: expected a JSON object', { errors });
}

/** A field with a default, or a generated one, is never missing. */
function missing({ id }: CommandMessage, payload: JsonObject, { inputs = {} }: CommandDto): FieldFault[] {
  const { required = [], defaults = {}, rules = [] } = inputs;
  const provided = new Set([...Object.keys(defaults), ...rules.flatMap((rule) => Object.keys(rule as object))]);
  return required
    .filter((name) => !provided.has(name) && (name === 'id' ? id : payload[name]) === undefined)
    .map((name) => ({ pointer: name === 'id' ? '/id' : formatPointer(['payload', name]), message: 'is missing' }));
}

function wrong(names: readonly string[], payload: JsonObject, fields: DesignFields): FieldFault[] {
  return names.flatMap((name) => {
    const field = fields.get(name);
    const message = field && checkField(payload[name], field);
    return message === undefined ? [] : [{ pointer: formatPointer(['payload', name]), message }];
  });
}
