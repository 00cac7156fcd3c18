import { Inject, Injectable } from '@nestjs/common';
import type { Translation } from '#alps';
import type { ServiceEntry } from '#contract';
import type { ReadForms } from '#contract/pure';
import type { Selector } from '../../core/plan/plan';
import type { Target } from '../../core/model/unit-state';
import type { ServiceResponse } from '../../core/model/service-response';
import { OrchestrationConfig } from '../../orchestration.config';
import { type Clock, CLOCK } from '../../ports/clock.port';
import type { Found, Located, Locator, LocatorQuery, NotLocated, ReservedCall } from '../../ports/locator.port';
import { CircuitBreakers } from './circuit-breakers';
import { FormsCache, type KnownForms } from './forms-cache';
import { InstanceLoad } from './instance-load';
import { movedTo, ServiceOffers, reasonAgainst } from './service-offers';
import { RegistryFeed } from './registry-feed';
import { byPreference, ServiceIndex } from './service-index';
import { TermBindings } from './term-bindings';
import { type Offers, TransitionDirectory } from './transition-directory';

/** The registry arrives shortly after a start; an undo looks for an instance only once. */
const FIRST_SYNC_MS = 5_000;
/** When to ask discovery again who offers a transition. */
const ASK_AGAIN_MS = 1_000;
/** Candidates whose reasons are told. */
const MOST_REASONS = 10;

interface NotNow {
  readonly refused: string;
  readonly again?: number;
}

/** Chooses among the registered instances by what they offer, their failures and their load. */
@Injectable()
export class RegistryLocator implements Locator {
  private readonly offers = new ServiceOffers();
  private readonly bindings = new TermBindings();
  private readonly load = new InstanceLoad();
  private readonly circuits: CircuitBreakers;
  private readonly preference = byPreference((registryId) => this.load.of(registryId));

  constructor(
    private readonly index: ServiceIndex,
    private readonly forms: FormsCache,
    private readonly feed: RegistryFeed,
    private readonly transitions: TransitionDirectory,
    @Inject(OrchestrationConfig) config: Pick<OrchestrationConfig, 'JOB_CIRCUIT_FAILURES' | 'JOB_CIRCUIT_OPEN_MS'>,
    @Inject(CLOCK) private readonly clock: Pick<Clock, 'now'>,
  ) {
    const limits = { failures: config.JOB_CIRCUIT_FAILURES, openMs: config.JOB_CIRCUIT_OPEN_MS };
    this.circuits = new CircuitBreakers(limits, () => clock.now());
  }

  locate(query: LocatorQuery, call?: ReservedCall): Promise<Located> | Located {
    const { does } = query.selector;
    const choose = (): Promise<Located> | Located => {
      if (does === undefined || query.same) return this.choose(query, call, new Map());
      const offers = this.transitions.of(does);
      return offers instanceof Promise
        ? offers.then((known) => this.chooseAmong(known, query, call))
        : this.chooseAmong(offers, query, call);
    };
    // Another service may have the address of the earlier call by now: only the registry can tell.
    if (this.feed.unavailable !== null && query.same)
      return this.changed(AbortSignal.timeout(FIRST_SYNC_MS)).then(choose);
    return choose();
  }

  private chooseAmong(
    offers: Offers | { readonly unavailable: string },
    query: LocatorQuery,
    call: ReservedCall | undefined,
  ): Promise<Located> | Located {
    if ('unavailable' in offers) return { reason: offers.unavailable, again: this.clock.now() + ASK_AGAIN_MS };
    return this.choose(query, call, new Map(), offers);
  }

  /** `read` are the forms that had to be requested. */
  private choose(
    query: LocatorQuery,
    call: ReservedCall | undefined,
    read: Map<ServiceEntry, KnownForms>,
    offers?: Offers,
  ): Promise<Located> | Located {
    const left = new Set(this.candidates(query, offers));
    const refusals: string[] = [];
    let again = Infinity;
    while (left.size > 0) {
      const entry = this.preferred(left, query.same);
      const until = this.openUntil(entry, query);
      if (until !== null) {
        left.delete(entry);
        again = Math.min(again, until);
        refusals.unshift(`${entry.name} failed too often: its circuit is open until ${new Date(again).toISOString()}`);
        continue;
      }
      const forms = read.get(entry) ?? this.forms.of(entry);
      // The load may change while the forms are read: prefer again afterwards.
      if (forms instanceof Promise)
        return forms.then((known) => this.choose(query, call, read.set(entry, known), offers));
      const offer = this.offerOf(entry, forms, query, offers);
      if ('target' in offer) {
        if (call) this.reserve(call, entry, query);
        return offer;
      }
      left.delete(entry);
      again = Math.min(again, offer.again ?? Infinity);
      refusals.push(`${entry.name}: ${offer.refused}`);
    }
    return this.notLocated(reasonOf(refusals, query) ?? this.feed.unavailable ?? noInstance(query), again);
  }

  private notLocated(reason: string, again: number): NotLocated {
    const isBlind = this.feed.unavailable !== null;
    return { reason, ...(again < Infinity && { again }), ...(isBlind && { isBlind }) };
  }

  /** Forms declared at the time of the first call stay valid until newer ones are read. */
  private offerOf(entry: ServiceEntry, known: KnownForms, query: LocatorQuery, offers?: Offers): Found | NotNow {
    const { action, command, same } = query;
    if (same !== null && !('declared' in known && known.declared)) {
      const target = movedTo(same, entry);
      return target.endpoints[action] === null ? { refused: `it offers no ${action}` } : { target, traits: {} };
    }
    if ('unreadable' in known) return { refused: `its forms cannot be read: ${known.unreadable}`, again: known.again };
    const refused = reasonAgainst(entry, known.forms, action);
    if (refused !== null) return { refused };
    if (offers) return this.translated(entry, known.forms, query, offers);
    const found = this.offers.of(entry, known.forms, command);
    return same?.translation ? withTranslation(found, same.translation) : found;
  }

  /** A service that has a field for every term. */
  private translated(entry: ServiceEntry, forms: ReadForms, query: LocatorQuery, offers: Offers): Found | NotNow {
    const offer = offers.byService.get(entry.registryID)!;
    const wanted = { does: query.selector.does!, ...(offers.vocabulary && { vocabulary: offers.vocabulary }) };
    const bound = this.bindings.of(wanted, offer, forms, query.terms ?? {});
    if ('unmatched' in bound) return { refused: bound.unmatched };
    const { translation } = bound;
    return withTranslation(this.offers.of(entry, forms, translation.message?.command ?? null), translation);
  }

  private reserve(call: ReservedCall, { registryID }: ServiceEntry, { same }: LocatorQuery): void {
    this.load.reserve(call, registryID);
    if (same === null) this.circuits.chosen(registryID);
  }

  record(registryId: string, response: ServiceResponse): void {
    this.circuits.record(registryId, response);
  }

  release(call: ReservedCall): void {
    this.load.release(call);
  }

  releaseJob(jobId: string): void {
    this.load.releaseJob(jobId);
  }

  changed(signal: AbortSignal): Promise<void> {
    return this.feed.changed(signal);
  }

  /**
   * After an earlier call: the same instance, or another of its name; never a service that only shares the tag, or has
   * taken over the address.
   */
  private candidates({ selector, same }: LocatorQuery, offers?: Offers): ServiceEntry[] {
    if (same === null) return this.index.matching(selector, offers?.byService.keys());
    return this.index.named(same.name);
  }

  /** An open circuit does not hold back settling and undoing an earlier call, nor what an operator wants to try. */
  private openUntil({ registryID }: ServiceEntry, { same, ignoreCircuitBreaker }: LocatorQuery): number | null {
    return same === null && !ignoreCircuitBreaker ? this.circuits.openUntil(registryID) : null;
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

function withTranslation({ target, traits }: Found, translation: Translation): Found {
  return { target: { ...target, translation }, traits };
}

/** Why no candidate was chosen; where terms are matched, of each. */
function reasonOf(refusals: readonly string[], { selector }: LocatorQuery): string | undefined {
  if (selector.does === undefined || refusals.length < 2) return refusals[0];
  const others = refusals.length - MOST_REASONS;
  return [...refusals.slice(0, MOST_REASONS), ...(others > 0 ? [`and ${others} more`] : [])].join('; ');
}

function noInstance({ selector, same, action }: LocatorQuery): string {
  if (same) return `no instance of ${same.name} is there to ${action}`;
  return `no healthy service offers ${describe(selector)}`;
}

function describe(selector: Selector): string {
  return Object.entries(selector)
    .map(([what, value]) => `${what} "${String(value)}"`)
    .join(' and ');
}
