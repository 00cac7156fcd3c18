import { Body, Controller, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { RegistrationDto, ServiceEntry } from '#contract';
import { ANSWER_HEADERS, ApiProblems, Needs } from '#platform';
import { AddressCheck } from '../registry/address-check';
import { notRegistered, Registry } from '../registry/registry';
import { readRegistration } from './registration';
import { readUnregistration, RenewalDto, RenewedView, UnregistrationDto } from './registration.dto';
import { toServiceEntry } from './service-entry';

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
@Needs('services:register')
@Controller()
export class RegistrationController {
  constructor(
    private readonly registry: Registry,
    private readonly addresses: AddressCheck,
  ) {}

  @Post('register')
  @ApiOperation({ operationId: 'register', summary: 'Registers a service, or updates the registration of its address' })
  @ApiBody({ type: RegistrationDto, examples: REGISTRATIONS })
  @ApiCreatedResponse({ type: ServiceEntry, headers: ANSWER_HEADERS.location })
  @ApiOkResponse({
    type: ServiceEntry,
    description: 'The address was registered already',
    headers: ANSWER_HEADERS.location,
  })
  @ApiProblems({ 403: 'Its address is one that this platform does not call' })
  async register(@Body() body: unknown, @Res({ passthrough: true }) response: Response): Promise<ServiceEntry> {
    const registration = readRegistration(body);
    await this.addresses.check(registration);
    const { entry, created } = await this.registry.register(registration);
    response.status(created ? HttpStatus.CREATED : HttpStatus.OK).location(`/services/${entry.registryId}`);
    return toServiceEntry(entry);
  }

  @Post('unregister')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'unregister', summary: 'Removes a service, by its id or by its address' })
  @ApiNoContentResponse({ description: 'It is not there; by address, also when it never was' })
  @ApiProblems({ 404: 'No such id' })
  async unregister(@Body() which: UnregistrationDto): Promise<void> {
    const key = readUnregistration(which);
    if (!(await this.registry.unregister(key)) && 'registryId' in key) throw notRegistered(key.registryId);
  }

  @Post('renew')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'renew', summary: 'Prolongs a registration that has a ttl' })
  @ApiOkResponse({ type: RenewedView })
  @ApiProblems({ 404: 'No such id: register again' })
  async renew(@Body() { registryID }: RenewalDto): Promise<RenewedView> {
    if (!(await this.registry.renew(registryID))) throw notRegistered(registryID);
    return { status: 'renewed' };
  }
}
