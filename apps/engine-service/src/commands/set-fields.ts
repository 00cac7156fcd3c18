import { fieldsSetBy, type JsonObject } from '#contract';
import { completeRecord } from '../payload/complete';
import { UpdateHandler } from './update';

/** A command such as `status`: an update of its own fields only, to their defaults if the payload omits them. */
export class SetFieldsHandler extends UpdateHandler {
  protected override values(payload: JsonObject): JsonObject {
    const { name, command, design, sources } = this.context;
    const own = fieldsSetBy(name, design);
    const values = completeRecord(payload, command, design.fields, {}, sources);
    return Object.fromEntries(Object.entries(values).filter(([field]) => own.includes(field)));
  }
}
