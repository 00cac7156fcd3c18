import { HttpModule } from '@nestjs/axios';
import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { COMPOSABLE_OPTIONS } from '../composable.module-definition';
import type { ComposableOptions } from '../composable-options';
import { DiscoveryGateway } from './discovery-gateway';
import { Registration } from './registration';

const TIMEOUT_MS = 5_000;

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<ComposableOptions>({
  optionsInjectionToken: COMPOSABLE_OPTIONS,
})
  .setClassMethodName('forRoot')
  .build();

/** Registration alone, for a service that keeps the composable contract by its own means. */
@Module({
  imports: [HttpModule.register({ timeout: TIMEOUT_MS, maxRedirects: 0 })],
  providers: [DiscoveryGateway, Registration],
})
export class RegistrationModule extends ConfigurableModuleClass {}
