import { Text } from '#contract';

export class BindDto {
  @Text({ required: true, minLength: 1 })
  sourceRegistryID!: string;

  @Text({ required: true, minLength: 1 })
  targetRegistryID!: string;
}

export class UnbindDto {
  @Text({ required: true, minLength: 1 })
  bindingID!: string;
}
