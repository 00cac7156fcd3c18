import type { FactoryProvider, Type } from '@nestjs/common';
import { type Environment, loadConfig } from './load-config';

// eslint-disable-next-line no-restricted-properties -- this is that one place
export const processEnvironment: Environment = process.env;

/** Token of the environment the app was started with; `process.env` except in tests. */
export const ENVIRONMENT = Symbol('Environment');

/** Provides a feature's own config class, read from the app's environment. */
export function provideConfig<Config extends object>(Class: Type<Config>): FactoryProvider<Config> {
  return { provide: Class, useFactory: (env: Environment) => loadConfig(Class, env), inject: [ENVIRONMENT] };
}
