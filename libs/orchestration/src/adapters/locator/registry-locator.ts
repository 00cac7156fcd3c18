import type { ReadForms } from '#contract/pure';
import type { ServiceEntry } from '#contract';
import type { Selector } from '../../core/plan/plan';
import type { Target } from '../../core/state';
import type { Located, Locator } from '../../ports/locator.port';
import type { Circuits } from '../../runtime/circuits';
import type { InstanceLoad } from '../../runtime/instance-load';
import type { FormsCache } from './forms-cache';
import { Offers, reasonAgainst } from './offers';
import type { RegistryFeed } from './registry-feed';
import { byPreference, type ServiceIndex } from './service-index';

type Query = Parameters<Locator['locate']>[0];
type Chosen = (registryId: string) => void;

/** Chooses among the registered instances, by what they offer, how they fare and how busy they are. */
export class RegistryLocator implements Locator {
  private readonly offers = new Offers();
  private readonly preference = byPreference((registryId) => this.load.of(registryId));

  constructor(
    private readonly index: ServiceIndex,
    private readonly forms: FormsCache,
    private readonly feed: RegistryFeed,
    private readonly load: InstanceLoad,
    private readonly circuits: Circuits,
  ) {}

  locate(query: Query, chosen: Chosen = () => undefined): Promise<Located> | Located {
    // Before discovery has answered, where a call went before is all that is known.
    if (this.feed.unavailable !== null && query.same) return { target: query.same, traits: {} };
    return this.choose(query, chosen, new Map());
  }

  /** `read` are the forms that had to be waited for. */
  private choose(query: Query, chosen: Chosen, read: Map<ServiceEntry, ReadForms>): Promise<Located> | Located {
    const left = new Set(this.candidates(query));
    let refusal: string | null = null;
    let again = Infinity;
    while (left.size > 0) {
      const entry = this.preferred(left, query.same);
      const until = this.openUntil(entry, query);
      if (until !== null) {
        left.delete(entry);
        again = Math.min(again, until);
        refusal = `${entry.name} failed too often: its circuit is open until ${new Date(again).toISOString()}`;
        continue;
      }
      const forms = read.get(entry) ?? this.forms.of(entry);
      // Others may have chosen while its forms were read: who is preferred is asked again afterwards.
      if (forms instanceof Promise) return forms.then((known) => this.choose(query, chosen, read.set(entry, known)));
      const refused = reasonAgainst(entry, forms, query.action);
      if (refused === null) {
        chosen(entry.registryID);
        return this.offers.of(entry, forms, query.command);
      }
      left.delete(entry);
      refusal ??= `${entry.name}: ${refused}`;
    }
    const reason = refusal ?? this.feed.unavailable ?? nobody(query);
    return again < Infinity ? { reason, again } : { reason };
  }

  changed(signal: AbortSignal): Promise<void> {
    return this.feed.changed(signal);
  }

  /** For what was called before: the same instance, or another of its name; never somebody who merely shares the tag. */
  private candidates({ selector, same }: Query): ServiceEntry[] {
    if (same === null) return this.index.matching(selector);
    const itself = this.index.get(same.registryId);
    const others = this.index.named(same.name).filter(({ registryID }) => registryID !== same.registryId);
    return [...(itself && itself.health !== 'evicted' ? [itself] : []), ...others];
  }

  /** What was called before is asked again, and undone, whatever its circuit says. */
  private openUntil({ registryID }: ServiceEntry, { same }: Query): number | null {
    return same === null ? this.circuits.openUntil(registryID) : null;
  }

  private preferred(entries: ReadonlySet<ServiceEntry>, same: Target | null): ServiceEntry {
    const [first, ...others] = entries;
    const better = (a: ServiceEntry, b: ServiceEntry): ServiceEntry => {
      if (a.registryID === same?.registryId) return a;
      return b.registryID === same?.registryId || this.preference(a, b) > 0 ? b : a;
    };
    return others.reduce(better, first!);
  }
}

function nobody({ selector, same, action }: Query): string {
  if (same) return `no instance of ${same.name} is there to ${action}`;
  return `no healthy service offers ${describe(selector)}`;
}

function describe(selector: Selector): string {
  return Object.entries(selector)
    .map(([what, value]) => `${what} "${String(value)}"`)
    .join(' and ');
}
