import { Inject, Injectable } from '@nestjs/common';
import { readForms, type ReadForms } from '#contract/pure';
import { parsingResponse, type ServiceEntry } from '#contract';
import { OutboundHttp, readInTurns } from '#platform';
import { type Clock, CLOCK } from '../../ports/clock.port';

const TIMEOUT_MS = 5_000;
/** Forms may change without a new registration. */
const FRESH_MS = 60_000;
/** A service without forms is asked again after this time. */
const FRESH_MISSING_MS = 5_000;
/** When to retry forms that could not be read. */
const ASK_AGAIN_MS = 1_000;
/** How long the first read of a service's forms may fail before the default contract is assumed. */
const FIRST_CONTACT_MS = 10_000;
/** How long new work waits for the forms of a service that registered again: they may have changed. */
const REGISTERED_AGAIN_MS = 120_000;
/** Services; the oldest entry is evicted first. */
const MOST_KEPT = 10_000;
/** Statuses that say the endpoint does not exist, rather than that it is unavailable. */
const NOT_OFFERED: ReadonlySet<number> = new Set([404, 405, 410, 501]);

/** What is known of a service's forms. `declared`: they were read from the service, now or earlier. */
export type KnownForms =
  | { readonly forms: ReadForms; readonly declared: boolean }
  /** Not known now, and worth a retry at `again` (milliseconds since the epoch). */
  | { readonly unreadable: string; readonly again: number };

/** The forms that were read last, and the registration they belong to. */
interface LastRead {
  readonly forms: ReadForms;
  readonly updatedAt: string;
}

interface Cached {
  /** A promise while it is being read. */
  known: Promise<KnownForms> | KnownForms;
  readonly updatedAt: string;
  until: number;
  readonly last: LastRead | null;
  /** Since when they cannot be read; null while they can. */
  readonly awaySince: number | null;
}

type Concluded = Cached & { readonly known: KnownForms };

type Asked =
  | { readonly kind: 'read'; readonly forms: ReadForms }
  | { readonly kind: 'none' | 'not-there' | 'away'; readonly message: string };

/**
 * The forms of each service, cached while its registration is unchanged. If they cannot be read, those read last stay
 * valid; after a new registration they are awaited, as they may have changed.
 */
@Injectable()
export class FormsCache {
  /** By name and address: another service at the same address has other forms. */
  private readonly cached = new Map<string, Cached>();

  constructor(
    private readonly http: OutboundHttp,
    @Inject(CLOCK) private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Returns a promise only if they have to be read. */
  of(entry: ServiceEntry): Promise<KnownForms> | KnownForms {
    const key = `${entry.name}\n${entry.url}`;
    const before = this.cached.get(key);
    if (before?.updatedAt === entry.updatedAt && this.clock.now() < before.until) return before.known;
    const known = this.ask(entry).then((asked) => {
      const now = this.conclude(entry, asked, before);
      if (this.cached.get(key) === asking) this.keep(key, now);
      return now.known;
    });
    const { last = null, awaySince = null } = before ?? {};
    const asking: Cached = { known, updatedAt: entry.updatedAt, until: this.clock.now() + FRESH_MS, last, awaySince };
    this.keep(key, asking);
    return known;
  }

  private keep(key: string, cached: Cached): void {
    this.cached.set(key, cached);
    if (this.cached.size <= MOST_KEPT) return;
    const [oldest] = this.cached.keys();
    if (oldest !== undefined) this.cached.delete(oldest);
  }

  private conclude(entry: ServiceEntry, asked: Asked, before: Cached | undefined): Concluded {
    const now = this.clock.now();
    const { updatedAt, url } = entry;
    if (asked.kind === 'read') {
      const last = { forms: asked.forms, updatedAt };
      return { updatedAt, last, awaySince: null, known: declaredBy(last), until: now + FRESH_MS };
    }
    const { last = null, awaySince = now } = before ?? {};
    const kept = { updatedAt, last, awaySince: awaySince ?? now };
    if (now < kept.awaySince + retryForMs(entry, asked, last)) {
      const again = now + ASK_AGAIN_MS;
      return { ...kept, known: { unreadable: asked.message, again }, until: again };
    }
    const known = last === null ? { forms: readForms(undefined, url), declared: false } : declaredBy(last);
    return { ...kept, known, until: asked.kind === 'not-there' ? now : now + FRESH_MISSING_MS };
  }

  private async ask({ url }: ServiceEntry): Promise<Asked> {
    const outcome = await this.http.send({
      method: 'GET',
      url: `${url.replace(/\/+$/, '')}/forms`,
      headers: { accept: 'application/json' },
      timeoutMs: TIMEOUT_MS,
    });
    // A call would fail in the same way, and prove that it was not made.
    if (outcome.outcome === 'not-sent') return { kind: 'not-there', message: outcome.message };
    if (outcome.outcome === 'no-response') return { kind: 'away', message: outcome.message };
    const { status, body } = outcome;
    const message = `responded with ${status}`;
    if (NOT_OFFERED.has(status)) return { kind: 'none', message };
    if (status !== 200) return { kind: 'away', message };
    try {
      const forms = readForms(await readInTurns(body, parsingResponse), url);
      return forms.dialect === 'unknown' ? { kind: 'none', message } : { kind: 'read', forms };
    } catch (error) {
      return { kind: 'away', message: error instanceof Error ? error.message : String(error) };
    }
  }
}

function declaredBy({ forms }: LastRead): KnownForms {
  return { forms, declared: true };
}

/** How long reads may fail before the forms read last, or the default contract, are used. */
function retryForMs({ updatedAt }: ServiceEntry, { kind }: Asked, last: LastRead | null): number {
  if (last === null) return kind === 'away' ? FIRST_CONTACT_MS : 0;
  return last.updatedAt === updatedAt ? 0 : REGISTERED_AGAIN_MS;
}
