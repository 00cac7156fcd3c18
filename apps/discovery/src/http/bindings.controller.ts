import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PlatformError } from '#contract';
import { ApiProblems, RequireScope } from '#platform';
import { notRegistered } from '../registry/registry';
import { BindingStore } from '../storage/binding-store';
import { BindDto, BindingView, UnbindDto } from './binding.dto';

@ApiTags('bindings')
@RequireScope('services:register')
@Controller()
export class BindingsController {
  constructor(private readonly bindings: BindingStore) {}

  @Post('bind')
  @ApiOperation({ operationId: 'bind', summary: 'Notes that one service uses another' })
  @ApiCreatedResponse({ type: BindingView })
  @ApiProblems({ 404: 'One of the two is not registered' })
  async bind(@Body() { sourceRegistryID, targetRegistryID }: BindDto): Promise<BindingView> {
    const bindingID = randomUUID();
    const missing = await this.bindings.bind(bindingID, sourceRegistryID, targetRegistryID);
    if (missing !== undefined) throw notRegistered(missing);
    return { bindingID };
  }

  @Post('unbind')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'unbind', summary: 'Forgets a binding; it also ends with either of its services' })
  @ApiNoContentResponse({ description: 'It is forgotten' })
  @ApiProblems({ 404: 'No such binding (any more)' })
  async unbind(@Body() { bindingID }: UnbindDto): Promise<void> {
    if (!(await this.bindings.unbind(bindingID)))
      throw new PlatformError('not-found', `There is no binding ${bindingID}`);
  }
}
