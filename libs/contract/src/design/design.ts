import type { CommandDto } from './command.dto';
import type { DesignDto } from './design.dto';
import type { FieldDto } from './field.dto';

export type Fields = ReadonlyMap<string, FieldDto>;

/** A design document without faults. */
export interface Design extends Pick<DesignDto, 'title' | 'version' | 'description' | 'serviceInfo'> {
  /** What messages name as their resource. */
  resource: string;
  /** The fields of that resource, besides its id. */
  fields: Fields;
  commands: ReadonlyMap<string, CommandDto>;
}
