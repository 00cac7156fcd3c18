import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment is invalid; the message is one line that names every wrong variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the variables that a class declares, one per property, with the property's value as the default. Errors never
 * quote values: they may be secrets.
 * @throws ConfigError naming every wrong variable
 */
export function loadConfig<Config extends object>(
  Class: new () => Config,
  env: Environment,
  defaults: Partial<Config> = {},
): Config {
  const config = Object.assign(new Class(), defaults);
  const given = Object.keys(config).filter((name) => isSet(env[name]));
  const values = Object.fromEntries(given.map((name) => [name, env[name]?.trim()]));
  Object.assign(config, pick(plainToInstance(Class, values), given));
  const faults = validateSync(config, { stopAtFirstError: true });
  if (faults.length > 0) throw new ConfigError(faults.map(describe).join('; '));
  return config;
}

/** An empty variable counts as absent: shells and compose files unset them like that. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}

function pick<T extends object>(source: T, names: string[]): Partial<T> {
  return Object.fromEntries(Object.entries(source).filter(([name]) => names.includes(name))) as Partial<T>;
}

function describe({ property, constraints = {} }: ValidationError): string {
  const [message = `${property} is not valid`] = Object.values(constraints);
  return message;
}
