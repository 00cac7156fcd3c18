/** The parts of a request that signatures may cover (RFC 9421, section 2). */
export interface SignedMessage {
  readonly method: string;
  /** Host in lower case, with the port unless it is the scheme's own. */
  readonly authority: string;
  readonly path: string;
  /** With its question mark; empty when there is none. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

const DERIVED: Readonly<Record<string, (message: SignedMessage) => string>> = {
  '@method': ({ method }) => method,
  '@authority': ({ authority }) => authority,
  '@path': ({ path }) => path,
  '@query': ({ query }) => query || '?',
};

/** The signature base: a line per component, and the signature's own parameters (RFC 9421, section 2.5). */
export function signatureBase(message: SignedMessage, components: readonly string[], params: string): string {
  const lines = components.map((component) => `"${component}": ${valueOf(message, component)}`);
  return [...lines, `"@signature-params": ${params}`].join('\n');
}

function valueOf(message: SignedMessage, component: string): string {
  const derived = DERIVED[component];
  if (derived) return derived(message);
  const value = component.startsWith('@') ? undefined : message.headers[component];
  if (value === undefined) throw new Error(`the request has no ${component}`);
  return typeof value === 'string' ? value.trim() : value.map((line) => line.trim()).join(', ');
}

/** The parts of an absolute address that a signature covers. */
export function signedPartsOf(url: string): Pick<SignedMessage, 'authority' | 'path' | 'query'> {
  const { host, pathname, search } = new URL(url);
  return { authority: host, path: pathname, query: search };
}
