import { fieldsSetBy, type JsonObject } from '#contract';
import { complete } from '../payload/complete';
import { Update } from './update';

/** A command such as `status`: an update of its own fields only, to its defaults where the payload says nothing. */
export class SetFields extends Update {
  protected override values(payload: JsonObject): JsonObject {
    const { name, command, design, sources } = this.context;
    const own = fieldsSetBy(name, design);
    const values = complete(payload, command, design.fields, {}, sources);
    return Object.fromEntries(Object.entries(values).filter(([field]) => own.includes(field)));
  }
}
