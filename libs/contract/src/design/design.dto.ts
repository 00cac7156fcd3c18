import { type JsonObject } from '../pure';
import { AnyJson, AnyObject, Nested, Text } from '../validation/fields';
import { ServiceInfoDto } from './service-info.dto';

/** The frame of a design document; the entries of its maps are checked one by one. */
export class DesignDto {
  @Text()
  title?: string;

  @Text()
  version?: string;

  @Text()
  description?: string;

  @Text({ required: true, minLength: 1, maxLength: 255 })
  resourceType!: string;

  @AnyJson()
  authorization?: unknown;

  @AnyObject({ required: true, description: 'Type → field → definition' })
  resourceSchema!: JsonObject;

  @Nested(() => ServiceInfoDto, { required: true })
  serviceInfo!: ServiceInfoDto;

  @AnyObject({ required: true, description: 'Name → command' })
  commands!: JsonObject;
}
