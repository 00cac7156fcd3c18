import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { definingDocument, excerptOf, findTransitions, meaningOf, type Vocabulary } from '#alps';
import {
  ACTIONS,
  type ContractEndpoints,
  type ContractProfile,
  readForms,
  type ReadForms,
  ServiceContract,
} from '#contract';
import { ApiProblems, RequireScope } from '#platform';
import { describe } from '../core/contract';
import type { RegistryEntry } from '../core/entry';
import { profileAddressOf } from '../core/profile-state';
import { FormsReader } from '../profiles/forms-reader';
import { ProfileIndex } from '../profiles/profile-index';
import type { StoredProfile } from '../core/stored-profile';
import { LiveRegistry } from '../registry/live-registry';
import { notRegistered } from '../registry/registry';
import { ProfileStore } from '../storage/profile-store';
import { readTransition } from './service-query.dto';
import { type TransitionOffer, TransitionOffers } from './transitions.dto';

/** What services say of themselves at run time. */
@ApiTags('contracts')
@RequireScope('services:read')
@Controller()
export class ContractsController {
  constructor(
    private readonly live: LiveRegistry,
    private readonly profiles: ProfileIndex,
    private readonly store: ProfileStore,
    private readonly forms: FormsReader,
  ) {}

  @Get('services/:registryID/contract')
  @ApiOperation({
    operationId: 'getContract',
    summary:
      'All that is known of a service at run time: its forms, asked for now, and its ALPS profile, as one document',
  })
  @ApiOkResponse({ type: ServiceContract })
  @ApiProblems({ 404: 'No such registration (any more)' })
  async contract(@Param('registryID') registryId: string): Promise<ServiceContract> {
    const entry = this.live.get(registryId);
    if (!entry) throw notRegistered(registryId);
    const { name, url } = entry.registration;
    const address = profileAddressOf(entry.registration);
    const [read, profile] = await Promise.all([
      this.forms.read(url),
      address === undefined ? undefined : this.store.read(address),
    ]);
    const raw = 'raw' in read ? read.raw : null;
    const forms = 'raw' in read ? readForms(raw, url) : null;
    return {
      registryID: registryId,
      name,
      url,
      ...('error' in read ? unreadable(read.error) : formsView(readForms(read.raw, url))),
      ...(address !== undefined && { profile: profileView(address, profile) }),
      ...describe({ raw, forms, vocabulary: profile?.valid?.vocabulary }),
    };
  }

  @Get('transitions')
  @ApiOperation({ operationId: 'findTransitions', summary: 'Which services offer a transition, and in which words' })
  @ApiQuery({ name: 'does', example: 'https://vocabulary.example/travel#doReserve' })
  @ApiOkResponse({ type: TransitionOffers })
  @ApiProblems({ 400: '`does` is no absolute id of a descriptor' })
  async transitions(@Query('does') does?: string): Promise<TransitionOffers> {
    const transition = readTransition(does ?? '');
    const described = this.profiles.describing(transition, definingDocument(transition));
    const wanted = described === undefined ? undefined : await this.vocabularyOf(described);
    const entries = this.live.find({ profiled: [this.profiles.offering(transition)] });
    const offers = await Promise.all(
      [...byProfile(entries)].map(([address, services]) => this.offer(address, services, transition, wanted)),
    );
    return {
      does: transition,
      ...(wanted && { vocabulary: excerptOf(wanted, [transition]) }),
      offers: offers.flat(),
    };
  }

  private async offer(
    address: string,
    entries: readonly RegistryEntry[],
    does: string,
    wanted: Vocabulary | undefined,
  ): Promise<TransitionOffer[]> {
    const valid = (await this.store.read(address))?.valid;
    if (!valid) return [];
    const found = findTransitions(valid.vocabulary, meaningOf(does, wanted)).map(({ reference }) => reference);
    const services = entries.map(({ registryId }) => registryId);
    return [{ digest: valid.digest, services, vocabulary: excerptOf(valid.vocabulary, found) }];
  }

  private async vocabularyOf(address: string): Promise<Vocabulary | undefined> {
    return (await this.store.read(address))?.valid?.vocabulary;
  }
}

function byProfile(entries: readonly RegistryEntry[]): Map<string, RegistryEntry[]> {
  const grouped = new Map<string, RegistryEntry[]>();
  for (const entry of entries) {
    const address = profileAddressOf(entry.registration)!;
    grouped.set(address, [...(grouped.get(address) ?? []), entry]);
  }
  return grouped;
}

function unreadable(formsError: string) {
  return { forms: 'unreadable' as const, formsError, requestIds: false, endpoints: {} };
}

function formsView({ dialect, resource, requestIds, actions }: ReadForms) {
  const offered = ACTIONS.map((action) => [action, actions[action]?.url] as const);
  const endpoints: ContractEndpoints = Object.fromEntries(offered.filter(([, url]) => url !== undefined));
  return { forms: dialect, ...(resource !== undefined && { resource }), requestIds, endpoints };
}

function profileView(address: string, profile: StoredProfile | undefined): ContractProfile {
  if (!profile) return { address, faults: [] };
  const { status, valid, checkedAt, faults } = profile;
  return {
    address,
    status,
    ...(valid && { digest: valid.digest }),
    checkedAt: new Date(checkedAt).toISOString(),
    faults: [...faults],
  };
}
