import { Text, TextList } from '../validation/fields';

export class ServiceInfoDto {
  @Text({ required: true, minLength: 1, maxLength: 100 })
  serviceName!: string;

  @Text()
  description?: string;

  @TextList()
  tags?: string[];

  @Text()
  semanticProfile?: string;

  @TextList()
  mediaTypes?: string[];
}
