import { resolve } from 'node:path';
import { ConfigError, type Environment } from '#platform';
import { type Secrets, type SecretUse, SecretWithheld } from '../../ports/secrets.port';
import { FreshFile } from './fresh-file';
import { Redactor } from './redactor';
import { MIN_SECRET_LENGTH, readSecretsFile, type SecretEntry, type SecretSource } from './secrets-file';

/** The secrets of SECRETS_FILE. Files are checked at each use, so that writing a file rotates the secret. */
export class ConfiguredSecrets implements Secrets {
  private readonly redactor = new Redactor();
  private readonly file: FreshFile<ReadonlyMap<string, SecretEntry>> | null;
  private readonly sources = new Map<string, FreshFile<string>>();

  private constructor(
    path: string | undefined,
    private readonly env: Environment,
  ) {
    this.file = path === undefined ? null : new FreshFile(resolve(path), readSecretsFile);
  }

  /**
   * Reads every value at start: a value sent before a restart may come back in a response after it.
   * @throws ConfigError if the file cannot be used. A secret that cannot be read yet fails when it is used.
   */
  static async load(path: string | undefined, env: Environment): Promise<ConfiguredSecrets> {
    const secrets = new ConfiguredSecrets(path, env);
    const entries = await secrets.entries().catch((error: unknown) => {
      throw new ConfigError(`SECRETS_FILE cannot be used: ${reasonOf(error)}`);
    });
    for (const [name, { source }] of entries) await secrets.valueOf(name, source).catch(() => undefined);
    return secrets;
  }

  get any(): boolean {
    return this.redactor.any;
  }

  redact(text: string): string {
    return this.redactor.redact(text);
  }

  async refusal(name: string, use: SecretUse): Promise<string | null> {
    const entry = await this.known(name);
    return entry === undefined ? `there is no secret "${name}" here` : refusalOf(name, entry, use);
  }

  async reveal(name: string, use: SecretUse): Promise<string> {
    const entry = await this.known(name);
    if (!entry) throw new SecretWithheld('secret-unavailable', `there is no secret "${name}"`);
    const refusal = refusalOf(name, entry, use);
    if (refusal !== null) throw new SecretWithheld('secret-refused', refusal);
    return this.valueOf(name, entry.source);
  }

  private async known(name: string): Promise<SecretEntry | undefined> {
    try {
      return (await this.entries()).get(name);
    } catch (error) {
      throw new SecretWithheld('secret-unavailable', `SECRETS_FILE cannot be used: ${reasonOf(error)}`);
    }
  }

  private async entries(): Promise<ReadonlyMap<string, SecretEntry>> {
    return this.file === null ? new Map() : this.file.content();
  }

  private async valueOf(name: string, source: SecretSource): Promise<string> {
    const value = await this.read(source).catch((error: unknown) => {
      throw new SecretWithheld('secret-unavailable', `the secret "${name}" cannot be read: ${reasonOf(error)}`);
    });
    if (value.length < MIN_SECRET_LENGTH) {
      const message = `the secret "${name}" is shorter than ${MIN_SECRET_LENGTH} characters`;
      throw new SecretWithheld('secret-unavailable', message);
    }
    this.redactor.learn(name, value);
    return value;
  }

  private async read(source: SecretSource): Promise<string> {
    if ('value' in source) return source.value;
    if ('env' in source) return this.env[source.env] ?? missing(source.env);
    const file = this.sources.get(source.file) ?? new FreshFile(resolve(source.file), withoutLastNewline);
    this.sources.set(source.file, file);
    return file.content();
  }
}

function refusalOf(name: string, { services, principals }: SecretEntry, { service, principal }: SecretUse) {
  if (service !== undefined && !services.includes(service)) return `the secret "${name}" is not for ${service}`;
  if (principals === undefined) return null;
  if (principal === null) {
    return `the secret "${name}" is for certain principals only, and this job has no submitter: AUTH is off`;
  }
  return principals.includes(principal) ? null : `the secret "${name}" is not for jobs of ${principal}`;
}

function missing(variable: string): never {
  throw new Error(`${variable} is not set`);
}

/** Editors and `echo` append a line break. */
function withoutLastNewline(text: string): string {
  return text.replace(/\r?\n$/, '');
}

/** The error code is harmless; the path is configuration that jobs need not know. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
