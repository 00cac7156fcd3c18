import { Injectable } from '@nestjs/common';
import type { Vocabulary } from '#alps';
import { DiscoveryClient, type OfferedTransition } from '#clients';
import { ServiceIndex } from './service-index';

/** Transitions that are remembered; the one that was asked for longest ago is forgotten first. */
const MOST_KEPT = 500;

/** What one service's profile says of a transition. */
export interface ProfileOffer {
  readonly digest: string;
  readonly vocabulary: Vocabulary;
}

/** The services that offer a transition. */
export interface Offers {
  /** Of the profile in whose terms it is asked for, where that is known. */
  readonly vocabulary?: Vocabulary;
  /** By registry id. */
  readonly byService: ReadonlyMap<string, ProfileOffer>;
}

interface Known {
  readonly offers: Offers;
  /** Of the index when they were asked for: a change of any profile may change them. */
  readonly revision: number;
}

/** Asks discovery who offers a transition, again whenever a profile has changed. */
@Injectable()
export class TransitionDirectory {
  private readonly known = new Map<string, Known>();
  private readonly asking = new Map<string, Promise<Offers | { readonly unavailable: string }>>();

  constructor(
    private readonly discovery: DiscoveryClient,
    private readonly index: ServiceIndex,
  ) {}

  /** Returns a promise only if discovery has to be asked. What is known still serves while it is unavailable. */
  of(transition: string): Offers | Promise<Offers | { readonly unavailable: string }> {
    const known = this.known.get(transition);
    if (known?.revision === this.index.profilesRevision) return known.offers;
    const asking =
      this.asking.get(transition) ?? this.ask(transition, known).finally(() => this.asking.delete(transition));
    this.asking.set(transition, asking);
    return asking;
  }

  private async ask(transition: string, known: Known | undefined): Promise<Offers | { readonly unavailable: string }> {
    const revision = this.index.profilesRevision;
    try {
      const offers = toOffers(await this.discovery.transitions(transition));
      this.keep(transition, { offers, revision });
      return offers;
    } catch (error) {
      return known?.offers ?? { unavailable: error instanceof Error ? error.message : String(error) };
    }
  }

  private keep(transition: string, known: Known): void {
    this.known.delete(transition);
    this.known.set(transition, known);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST_KEPT) break;
      this.known.delete(oldest);
    }
  }
}

function toOffers({ vocabulary, offers }: OfferedTransition): Offers {
  const byService = offers.flatMap(({ services, ...offer }) =>
    services.map((id): [string, ProfileOffer] => [id, offer]),
  );
  return { ...(vocabulary && { vocabulary }), byService: new Map(byService) };
}
