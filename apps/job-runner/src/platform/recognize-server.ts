import type { AboutClient, ApiError, UnreachableError } from '#clients';
import { isApiError, isUnreachable } from '../failure/client-errors';
import { WrongAddress } from '../failure/wrong-address';
import type { Platform } from './platform';

const TIMEOUT_MS = 2_000;

/** The real cause of a failed call, if the address was wrong; otherwise the failure itself. */
export async function recognizeServer(error: unknown, platform: Platform): Promise<unknown> {
  if (isApiError(error) && mayBeAnother(error)) return (await asAnotherApp(error, platform)) ?? error;
  if (isUnreachable(error) && !error.neverSent && error.address.startsWith('http:'))
    return await asTls(error, platform);
  return error;
}

/** Apps respond 404 with a problem for unknown paths; other servers respond anything. */
function mayBeAnother({ address, code, status }: ApiError): boolean {
  return code === 'bad-answer' || status === 404 || status === 405 || (status === 400 && originAbove(address) !== null);
}

/** The address without its path; null when it has none. */
function originAbove(address: string): string | null {
  const { origin, pathname } = new URL(address);
  return pathname === '/' ? null : origin;
}

async function asAnotherApp(
  { service, address, setBy, code }: ApiError,
  platform: Platform,
): Promise<WrongAddress | undefined> {
  const aboutAt = (url: string) => platform.about(service, { url, setBy, timeoutMs: TIMEOUT_MS });
  try {
    const found = await (await aboutAt(address)).whoAmI();
    if (found.service !== service) return new WrongAddress(address, `${found.service}, not ${service}`, setBy);
  } catch {
    const origin = originAbove(address);
    if (origin !== null && (await isThere(await aboutAt(origin), service))) {
      return new WrongAddress(address, `a path below ${service}, which is at ${origin}`, setBy);
    }
    if (code === 'bad-answer') return new WrongAddress(address, `not ${service}, as far as it responds`, setBy);
  }
  return undefined;
}

async function isThere(client: Pick<AboutClient, 'whoAmI'>, service: string): Promise<boolean> {
  return client.whoAmI().then(
    (found) => found.service === service,
    () => false,
  );
}

async function asTls(error: UnreachableError, platform: Platform): Promise<Error> {
  const { address, service, setBy } = error;
  const https = address.replace(/^http:/, 'https:');
  if (!(await speaksTls(await platform.about(service, { url: https, setBy, timeoutMs: TIMEOUT_MS })))) return error;
  return new WrongAddress(address, `spoken to by TLS only (${service} at ${https}?)`, setBy);
}

/** Whatever it responds, and whether the handshake succeeds or not: the https call reports that. */
async function speaksTls(client: AboutClient): Promise<boolean> {
  try {
    await client.whoAmI();
    return true;
  } catch (error) {
    return isApiError(error) || (isUnreachable(error) && /CERT|ISSUER|SIGNATURE|SSL alert/.test(told(error.cause)));
  }
}

/** Its code and its message: a TLS alert of the peer has no code of its own. */
function told(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  return 'code' in cause ? `${String(cause.code)} ${cause.message}` : cause.message;
}
