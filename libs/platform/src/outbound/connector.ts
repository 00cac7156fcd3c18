import type { buildConnector } from 'undici';

/** A host that does not even accept the connection in this time is not there. */
const CONNECT_TIMEOUT_MS = 5_000;

/** How connections are made. An address policy (which hosts may be called at all) belongs here, as a `lookup`. */
export function connector(): buildConnector.BuildOptions {
  return { timeout: CONNECT_TIMEOUT_MS };
}
