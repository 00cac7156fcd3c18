import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { COMPOSABLE_OPTIONS } from '../composable.module-definition';
import type { ComposableOptions } from '../composable-options';
import { DiscoveryClientModule } from './discovery-client.module';
import { Registration } from './registration';

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<ComposableOptions>({
  optionsInjectionToken: COMPOSABLE_OPTIONS,
})
  .setClassMethodName('forRoot')
  .build();

/** Registration alone, for a service that keeps the composable contract by its own means. */
@Module({ imports: [DiscoveryClientModule], providers: [Registration] })
export class RegistrationModule extends ConfigurableModuleClass {}
