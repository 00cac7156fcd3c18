import { Body, Controller, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { RegistrationDto, ServiceEntry } from '#contract';
import { RESPONSE_HEADERS, ApiProblems, RequireScope } from '#platform';
import { DiscoveryConfig } from '../config/discovery.config';
import type { Claimant } from '../core/ownership';
import { ProfileRefresher } from '../profiles/profile-refresher';
import { AddressCheck } from '../registry/address-check';
import { notRegistered, Registry } from '../registry/registry';
import { ClaimantOf } from './claimant';
import { readRegistration } from './registration';
import { readUnregistration, RegisteredView, RenewalDto, RenewedView, UnregistrationDto } from './registration.dto';
import { toServiceEntry } from './service-entry';

/** Proves the right to a registration to callers other than its owner. */
function ApiLeaseToken(): MethodDecorator {
  return ApiHeader({
    name: 'Lease-Token',
    required: false,
    schema: { type: 'string' },
    description: 'The leaseToken of the registration, for others than its owner',
  });
}

const REGISTRATIONS = {
  short: { summary: 'All that is needed', value: { name: 'todo-service', url: 'http://127.0.0.1:4600' } },
  full: {
    summary: 'With what it offers',
    value: {
      name: 'todo-service',
      url: 'http://127.0.0.1:4600',
      resources: ['todo'],
      endpoints: ['/execute', '/repeat', '/revert', '/forms'],
      pingURL: 'http://127.0.0.1:4600/ping',
      ttl: 60,
    },
  },
  older: {
    summary: 'As older services say it',
    value: { serviceName: 'todo-service', serviceURL: 'http://127.0.0.1:4600', tags: ['todo'] },
  },
};

@ApiTags('registration')
@RequireScope('services:register')
@Controller()
export class RegistrationController {
  constructor(
    private readonly registry: Registry,
    private readonly addresses: AddressCheck,
    private readonly profiles: ProfileRefresher,
    private readonly config: DiscoveryConfig,
  ) {}

  @Post('register')
  @ApiOperation({ operationId: 'register', summary: 'Registers a service, or updates the registration of its address' })
  @ApiBody({ type: RegistrationDto, examples: REGISTRATIONS })
  @ApiCreatedResponse({ type: RegisteredView, headers: RESPONSE_HEADERS.location })
  @ApiOkResponse({
    type: ServiceEntry,
    description: 'The address was registered already',
    headers: RESPONSE_HEADERS.location,
  })
  @ApiLeaseToken()
  @ApiProblems({
    403: 'Its address is one that this platform does not call, or it belongs to another caller',
    413: 'It is larger than an entry may be',
    507: 'There is no room for more, of this caller or at all',
  })
  async register(
    @Body() body: unknown,
    @ClaimantOf() claimant: Claimant,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RegisteredView> {
    const registration = readRegistration(body, this.config.DISCOVERY_MAX_ENTRY_BYTES);
    await this.addresses.check(registration);
    const { entry, created, leaseToken } = await this.registry.register(registration, claimant);
    this.profiles.registered(entry);
    response.status(created ? HttpStatus.CREATED : HttpStatus.OK).location(`/services/${entry.registryId}`);
    return { ...toServiceEntry(entry), ...(leaseToken !== undefined && { leaseToken }) };
  }

  @Post('unregister')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'unregister', summary: 'Removes a service, by its id or by its address' })
  @ApiNoContentResponse({ description: 'It is not there; by address, also when it never was' })
  @ApiProblems({ 404: 'No such id' })
  @ApiLeaseToken()
  @ApiBody({ type: UnregistrationDto })
  async unregister(@Body() which: unknown, @ClaimantOf() claimant: Claimant): Promise<void> {
    const key = readUnregistration(which);
    if (!(await this.registry.unregister(key, claimant)) && 'registryId' in key) throw notRegistered(key.registryId);
  }

  @Post('renew')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'renew', summary: 'Prolongs a registration that has a ttl' })
  @ApiOkResponse({ type: RenewedView })
  @ApiProblems({ 404: 'No such id: register again' })
  @ApiLeaseToken()
  async renew(@Body() { registryID }: RenewalDto, @ClaimantOf() claimant: Claimant): Promise<RenewedView> {
    if (!(await this.registry.renew(registryID, claimant))) throw notRegistered(registryID);
    return { status: 'renewed' };
  }
}
