import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { ComposableOptions } from './composable-options';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: COMPOSABLE_OPTIONS } =
  new ConfigurableModuleBuilder<ComposableOptions>().setClassMethodName('forRoot').build();
