import { type LookupAddress, promises } from 'node:dns';

/** All addresses of a host name. Rejects where there are none. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** As the machine resolves names: its hosts file, then DNS. */
export const resolveAsTheMachine: Resolve = (hostname) => promises.lookup(hostname, { all: true });
