import { type CommandTraits, type ReadForms, traitsOf } from '#contract/pure';
import type { ServiceEntry } from '#contract';
import type { Action, Selector } from '../../core/plan/plan';
import type { Target } from '../../core/state';
import type { Found, Located, Locator } from '../../ports/locator.port';
import type { Circuits } from '../../runtime/circuits';
import type { InstanceLoad } from '../../runtime/instance-load';
import type { FormsCache } from './forms-cache';
import type { RegistryFeed } from './registry-feed';
import { byPreference, type ServiceIndex } from './service-index';

type Query = Parameters<Locator['locate']>[0];

/** Chooses among the registered instances, by what they offer, how they fare and how busy they are. */
export class RegistryLocator implements Locator {
  constructor(
    private readonly index: ServiceIndex,
    private readonly forms: FormsCache,
    private readonly feed: RegistryFeed,
    private readonly load: InstanceLoad,
    private readonly circuits: Circuits,
  ) {}

  async locate(query: Query, chosen: (registryId: string) => void = () => undefined): Promise<Located> {
    // Before discovery has answered, where a call went before is all that is known.
    if (this.feed.unavailable !== null && query.same) return { target: query.same, traits: {} };
    const read = new Map<ServiceEntry, ReadForms>();
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
      const forms = read.get(entry);
      if (forms === undefined) {
        // Others may have chosen while its forms were read: who is preferred is asked again afterwards.
        read.set(entry, await this.forms.of(entry));
        continue;
      }
      const refused = reasonAgainst(entry, forms, query.action);
      if (refused === null) {
        chosen(entry.registryID);
        return found(entry, forms, query.command);
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
    const preference = byPreference((id) => this.load.of(id));
    const better = (a: ServiceEntry, b: ServiceEntry): ServiceEntry => {
      if (a.registryID === same?.registryId) return a;
      return b.registryID === same?.registryId || preference(a, b) > 0 ? b : a;
    };
    return [...entries].reduce(better);
  }
}

function reasonAgainst(entry: ServiceEntry, forms: ReadForms, action: Action): string | null {
  const refused = forms.refused.find((link) => link.action === action);
  if (refused) return `its ${action} link leads to another origin, ${refused.href}`;
  if (!forms.actions[action]) return `it offers no ${action}`;
  const { endpoints } = entry;
  if (!endpoints || endpoints.length === 0 || forms.dialect === 'links') return null;
  return endpoints.some((path) => path.replace(/^\/+|\/+$/g, '') === action) ? null : `it offers no ${action}`;
}

function found(entry: ServiceEntry, forms: ReadForms, command: string | null): Found {
  // Forms speak of plain inputs under the empty name.
  const traits = traitsOf(forms, command ?? '');
  return { target: toTarget(entry, forms, traits), traits };
}

function toTarget(entry: ServiceEntry, forms: ReadForms, traits: CommandTraits): Target {
  return {
    registryId: entry.registryID,
    name: entry.name,
    url: entry.url,
    endpoints: {
      execute: endpoint(entry, forms, 'execute'),
      repeat: endpoint(entry, forms, 'repeat'),
      revert: endpoint(entry, forms, 'revert'),
    },
    safe: traits.safe ?? false,
    idempotent: traits.idempotent ?? false,
  };
}

function endpoint(entry: ServiceEntry, forms: ReadForms, action: Action): string | null {
  return reasonAgainst(entry, forms, action) === null ? (forms.actions[action]?.url ?? null) : null;
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
