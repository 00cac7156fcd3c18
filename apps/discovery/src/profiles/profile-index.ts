import { Injectable } from '@nestjs/common';
import type { Vocabulary } from '#alps';
import { FAULTS_SHOWN, type ProfileState } from '../core/profile-state';
import type { StoredProfile } from '../core/stored-profile';

/** What is kept of each profile in memory. */
interface Indexed {
  readonly state: ProfileState;
  readonly checkedAt: number;
  /** Ids and definitions of what it offers. */
  readonly offers: ReadonlySet<string>;
  /** All transitions it knows, also those of profiles that it refers to, with their definitions. */
  readonly known: ReadonlyMap<string, string | undefined>;
}

/** Which profiles offer a transition. */
@Injectable()
export class ProfileIndex {
  private readonly profiles = new Map<string, Indexed>();

  put(profile: StoredProfile): void {
    const { address, status, faults, checkedAt, valid } = profile;
    const state = { status, ...(valid && { digest: valid.digest }), faults: faults.slice(0, FAULTS_SHOWN) };
    this.profiles.set(address, { state, checkedAt, ...identitiesOf(valid?.vocabulary) });
  }

  remove(address: string): void {
    this.profiles.delete(address);
  }

  get size(): number {
    return this.profiles.size;
  }

  get(address: string): Pick<Indexed, 'state' | 'checkedAt'> | undefined {
    return this.profiles.get(address);
  }

  addresses(): string[] {
    return [...this.profiles.keys()];
  }

  /** Addresses of the profiles that have this transition, under its own id or another. */
  offering(transition: string): ReadonlySet<string> {
    const definition = [...this.profiles.values()]
      .map(({ known }) => known.get(transition))
      .find((def) => def !== undefined);
    const wanted = [transition, definition].filter((identity) => identity !== undefined);
    const found = [...this.profiles].filter(([, { offers }]) => wanted.some((identity) => offers.has(identity)));
    return new Set(found.map(([address]) => address));
  }

  /** The profile that says most of a transition: its own, else one that refers to it. */
  describing(transition: string, ownAddress: string): string | undefined {
    if (this.profiles.get(ownAddress)?.state.digest !== undefined) return ownAddress;
    return [...this.profiles].find(([, { known }]) => known.has(transition))?.[0];
  }
}

function identitiesOf(vocabulary: Vocabulary | undefined): Pick<Indexed, 'offers' | 'known'> {
  if (!vocabulary) return { offers: new Set(), known: new Map() };
  const offered = vocabulary.transitions.flatMap((reference) => vocabulary.descriptors[reference] ?? []);
  const known = Object.entries(vocabulary.descriptors).filter(([, { type }]) => type !== 'semantic');
  return {
    offers: new Set(offered.flatMap(({ ids, def }) => [...ids, ...(def === undefined ? [] : [def])])),
    known: new Map(known.map(([reference, { def }]) => [reference, def])),
  };
}
