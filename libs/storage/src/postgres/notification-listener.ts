import { setTimeout as pause } from 'node:timers/promises';
import { backoffMs } from '#contract/pure';
import { Client, type ClientConfig } from 'pg';

const PAUSES = { firstMs: 50, longestMs: 1_000 };
/** How often a silent connection is probed, and how long the response may take. */
const PROBE_MS = 5_000;

/** `undefined`: a notification may have been missed; the receiver has to look itself. */
export type NotificationReceiver = (text: string | undefined) => void;

/**
 * One connection that listens (`LISTEN`, `NOTIFY`) as long as the app runs. A broken one is replaced; notifications in
 * between are lost, and every receiver is called with `undefined`.
 */
export class NotificationListener {
  private readonly heard = new Map<string, Set<NotificationReceiver>>();
  private readonly ended = new AbortController();
  private client?: Client;
  private running?: Promise<void>;

  constructor(private readonly config: ClientConfig) {}

  /** Returns a function that stops. Calls back with `undefined` once it listens. */
  listen(channel: string, heard: NotificationReceiver): () => void {
    const others = this.heard.get(channel);
    if (others) others.add(heard);
    else this.heard.set(channel, new Set([heard]));
    if (this.running === undefined) this.running = this.stayConnected();
    else void this.tune(channel).catch(() => this.client?.end());
    return () => this.heard.get(channel)?.delete(heard);
  }

  async close(): Promise<void> {
    this.ended.abort();
    await this.client?.end();
    await this.running;
  }

  private async stayConnected(): Promise<void> {
    const { signal } = this.ended;
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        await this.connected(() => (failures = 1));
      } catch {
        // Treated as an end: the pool reports outages.
      }
      await pause(backoffMs(failures, PAUSES), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Resolves or rejects when the connection is over. */
  private async connected(listening: () => void): Promise<void> {
    const client = new Client({ ...this.config, query_timeout: PROBE_MS });
    const over = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload }) => this.tell(channel, payload ?? ''));
    try {
      await client.connect();
      if (this.ended.signal.aborted) return;
      this.client = client;
      for (const channel of this.heard.keys()) await this.tune(channel);
      listening();
      await this.probe(client, over);
    } finally {
      this.client = undefined;
      await client.end();
    }
  }

  private async probe(client: Client, over: Promise<void>): Promise<void> {
    const gone = over.then(() => true);
    while (!(await Promise.race([gone, pause(PROBE_MS, false, { ref: false })]))) await client.query('select 1');
  }

  private async tune(channel: string): Promise<void> {
    if (this.client === undefined) return;
    await this.client.query(`listen ${this.client.escapeIdentifier(channel)}`);
    this.tell(channel, undefined);
  }

  private tell(channel: string, text: string | undefined): void {
    for (const heard of this.heard.get(channel) ?? []) heard(text);
  }
}
