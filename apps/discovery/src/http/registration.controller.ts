import { Body, Controller, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { RegistrationDto, ServiceEntry } from '#contract';
import { notRegistered, Registry } from '../registry/registry';
import { readRegistration } from './registration';
import { readUnregistration, RenewalDto, UnregistrationDto } from './registration.dto';
import { toServiceEntry } from './service-entry';

@ApiTags('registration')
@Controller()
export class RegistrationController {
  constructor(private readonly registry: Registry) {}

  @Post('register')
  @ApiOperation({ summary: 'Registers a service, or updates the registration of its address' })
  @ApiBody({ type: RegistrationDto })
  @ApiCreatedResponse({ type: ServiceEntry })
  @ApiOkResponse({ type: ServiceEntry, description: 'The address was registered already' })
  async register(@Body() body: unknown, @Res({ passthrough: true }) response: Response): Promise<ServiceEntry> {
    const { entry, created } = await this.registry.register(readRegistration(body));
    response.status(created ? HttpStatus.CREATED : HttpStatus.OK).location(`/services/${entry.registryId}`);
    return toServiceEntry(entry);
  }

  @Post('unregister')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Removes a service, by its id or by its address' })
  @ApiNoContentResponse({ description: 'It is not there; by address, also when it never was' })
  @ApiNotFoundResponse({ description: 'No such id' })
  async unregister(@Body() which: UnregistrationDto): Promise<void> {
    const key = readUnregistration(which);
    if (!(await this.registry.unregister(key)) && 'registryId' in key) throw notRegistered(key.registryId);
  }

  @Post('renew')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Prolongs a registration that has a ttl' })
  @ApiOkResponse({ example: { status: 'renewed' } })
  @ApiNotFoundResponse({ description: 'No such id: register again' })
  async renew(@Body() { registryID }: RenewalDto): Promise<{ status: 'renewed' }> {
    if (!(await this.registry.renew(registryID))) throw notRegistered(registryID);
    return { status: 'renewed' };
  }
}
