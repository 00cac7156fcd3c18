import type { FailureCode } from '#contract';

export const SECRETS = Symbol('Secrets');

/** Why a secret is not handed out. Says the name, never the value. */
export class SecretWithheld extends Error {
  override readonly name = 'SecretWithheld';

  constructor(
    readonly code: Extract<FailureCode, 'secret-refused' | 'secret-unavailable'>,
    message: string,
  ) {
    super(message);
  }
}

/** What jobs refer to by name and only the configuration knows. Asked for at the last moment, and never kept. */
export interface Secrets {
  /** The services a secret is for; null when there is none of this name. */
  boundTo(name: string): Promise<readonly string[] | null>;

  /**
   * The value, for a request to a service of this name.
   * @throws SecretWithheld when there is none, it cannot be read now, or it is not for this service
   */
  reveal(name: string, service: string): Promise<string>;

  /** The text with every known value, in any of its usual spellings, replaced by the secret's name. */
  redact(text: string): string;

  /** Whether `redact` would ever change anything. */
  readonly any: boolean;
}
