import { signal } from '@preact/signals';
import { RefusedRequest, send } from '../api/send';

export interface Session {
  readonly mode: 'open' | 'key' | 'oidc';
  /** Absent: log in first. */
  readonly subject?: string;
  readonly scopes?: readonly string[];
}

/** Undefined until it is known. */
export const session = signal<Session | undefined>(undefined);
export const loginFault = signal('');

export async function loadSession(): Promise<void> {
  session.value = (await (await send('/session')).json()) as Session;
}

export async function logIn(key: string): Promise<void> {
  try {
    const response = await send('/session', { method: 'POST', headers: { authorization: `Bearer ${key}` } });
    session.value = (await response.json()) as Session;
    loginFault.value = '';
  } catch (error) {
    loginFault.value = error instanceof RefusedRequest ? error.message : String(error);
  }
}

export async function logOut(): Promise<void> {
  const response = await send('/session', { method: 'DELETE' });
  const { endSessionUrl } = (await response.json()) as { endSessionUrl?: string };
  if (endSessionUrl) location.assign(endSessionUrl);
  else await loadSession();
}
