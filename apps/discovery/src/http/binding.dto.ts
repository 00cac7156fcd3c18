import { Text } from '#contract';

const BINDING = '3f0c9d6e-1c3b-4b58-9c58-6a2f4f4f0f11';

export class BindDto {
  @Text({ required: true, minLength: 1, example: '0193b7d2-5f0e-7c11-9b53-7a3f1e0c2d4b' })
  sourceRegistryID!: string;

  @Text({ required: true, minLength: 1, example: '0193b7d3-0c6a-7d02-8a4e-2f9b6c1d5e7f' })
  targetRegistryID!: string;
}

export class BindingView {
  @Text({ required: true, example: BINDING })
  bindingID!: string;
}

export class UnbindDto {
  @Text({ required: true, minLength: 1, example: BINDING })
  bindingID!: string;
}
