import type { CommandDto } from './command.dto';
import type { DesignDto } from './design.dto';
import type { FieldDto } from './field.dto';

export type DesignFields = ReadonlyMap<string, FieldDto>;

/** A design document without faults. */
export interface Design extends Pick<DesignDto, 'title' | 'version' | 'description' | 'serviceInfo'> {
  /** The resource name that messages use. */
  resource: string;
  /** The fields of that resource, besides its id. */
  fields: DesignFields;
  commands: ReadonlyMap<string, CommandDto>;
}
