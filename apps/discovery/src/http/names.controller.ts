import { Controller, Delete, HttpCode, HttpStatus, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Needs } from '#platform';
import { ServiceNames } from '../storage/service-names';

/** Names of services stay with whoever took them first, also while nobody is registered under them. */
@ApiTags('registration')
@Needs('admin')
@Controller('names')
export class NamesController {
  constructor(private readonly names: ServiceNames) {}

  @Delete(':name')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'releaseName',
    summary: 'Gives a service name free: it is for whoever registers it next',
  })
  @ApiParam({ name: 'name', example: 'todo-service' })
  @ApiNoContentResponse({ description: 'It is nobody’s; also when it was before' })
  release(@Param('name') name: string): Promise<void> {
    return this.names.release(name);
  }
}
