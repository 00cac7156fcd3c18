import type { ServiceEntry } from '#contract';
import type { Selector } from '../../core/plan/plan';
import type { Target } from '../../core/state';
import type { Found, Located, Locator } from '../../ports/locator.port';
import type { Circuits } from '../../runtime/circuits';
import type { InstanceLoad } from '../../runtime/instance-load';
import type { FormsCache, KnownForms } from './forms-cache';
import { movedTo, Offers, reasonAgainst } from './offers';
import type { RegistryFeed } from './registry-feed';
import { byPreference, type ServiceIndex } from './service-index';

type Query = Parameters<Locator['locate']>[0];
/** The registry comes within moments of a start; an undo asks for an instance only once. */
const FIRST_SYNC_MS = 5_000;

interface NotNow {
  readonly refused: string;
  readonly again?: number;
}

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
    const choose = (): Promise<Located> | Located => this.choose(query, chosen, new Map());
    // Where a call went before, another service may be by now: only the registry can tell.
    if (this.feed.unavailable !== null && query.same)
      return this.changed(AbortSignal.timeout(FIRST_SYNC_MS)).then(choose);
    return choose();
  }

  /** `read` are the forms that had to be waited for. */
  private choose(query: Query, chosen: Chosen, read: Map<ServiceEntry, KnownForms>): Promise<Located> | Located {
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
      const offer = this.offerOf(entry, forms, query);
      if ('target' in offer) {
        chosen(entry.registryID);
        return offer;
      }
      left.delete(entry);
      again = Math.min(again, offer.again ?? Infinity);
      refusal ??= `${entry.name}: ${offer.refused}`;
    }
    const reason = refusal ?? this.feed.unavailable ?? nobody(query);
    return again < Infinity ? { reason, again } : { reason };
  }

  /** What was declared when the service was called holds until newer forms say otherwise. */
  private offerOf(entry: ServiceEntry, known: KnownForms, { action, command, same }: Query): Found | NotNow {
    if (same !== null && !('declared' in known && known.declared)) {
      const target = movedTo(same, entry);
      return target.endpoints[action] === null ? { refused: `it offers no ${action}` } : { target, traits: {} };
    }
    if ('unreadable' in known) return { refused: `its forms cannot be read: ${known.unreadable}`, again: known.again };
    const refused = reasonAgainst(entry, known.forms, action);
    return refused === null ? this.offers.of(entry, known.forms, command) : { refused };
  }

  changed(signal: AbortSignal): Promise<void> {
    return this.feed.changed(signal);
  }

  /**
   * For what was called before: the same instance, or another of its name; never a service that merely shares the tag, or
   * that took over the address.
   */
  private candidates({ selector, same }: Query): ServiceEntry[] {
    if (same === null) return this.index.matching(selector);
    return this.index.named(same.name);
  }

  /** What was called before is asked again, and undone, whatever its circuit says; so is what an operator wants tried. */
  private openUntil({ registryID }: ServiceEntry, { same, regardless }: Query): number | null {
    return same === null && !regardless ? this.circuits.openUntil(registryID) : null;
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
