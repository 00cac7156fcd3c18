import { readForms, type ReadForms } from '#contract/pure';
import { parseResponse, type ServiceEntry } from '#contract';
import type { OutboundHttp } from '#platform';

const TIMEOUT_MS = 5_000;
/** Forms may change without a new registration. */
const FRESH_MS = 60_000;
/** Forms that could not be had are asked for again soon. */
const FRESH_MISSING_MS = 5_000;

interface Cached {
  /** A promise of them until they are there. */
  forms: Promise<ReadForms> | ReadForms;
  readonly updatedAt: string;
  until: number;
}

/** What each service offers, asked once and kept while its registration stands. */
export class FormsCache {
  private readonly cached = new Map<string, Cached>();

  constructor(
    private readonly http: OutboundHttp,
    private readonly now: () => number,
  ) {}

  /** At once, when they are known. */
  of(entry: ServiceEntry): Promise<ReadForms> | ReadForms {
    const known = this.cached.get(entry.registryID);
    if (known?.updatedAt === entry.updatedAt && this.now() < known.until) return known.forms;
    const asked = this.fetch(entry).then(({ forms, declared }) => {
      cached.forms = forms;
      if (!declared) cached.until = this.now() + FRESH_MISSING_MS;
      return forms;
    });
    const cached: Cached = { forms: asked, updatedAt: entry.updatedAt, until: this.now() + FRESH_MS };
    this.cached.set(entry.registryID, cached);
    return asked;
  }

  forget(registryId: string): void {
    this.cached.delete(registryId);
  }

  /** A service whose forms cannot be had is taken to keep the contract below its registered address. */
  private async fetch({ url }: ServiceEntry): Promise<{ forms: ReadForms; declared: boolean }> {
    const outcome = await this.http.send({
      method: 'GET',
      url: `${url.replace(/\/+$/, '')}/forms`,
      headers: { accept: 'application/json' },
      timeoutMs: TIMEOUT_MS,
    });
    if (outcome.outcome !== 'answered' || outcome.status !== 200)
      return { forms: readForms(undefined, url), declared: false };
    try {
      return { forms: readForms(parseResponse(outcome.body), url), declared: true };
    } catch {
      return { forms: readForms(undefined, url), declared: false };
    }
  }
}
