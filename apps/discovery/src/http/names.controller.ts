import { Controller, Delete, HttpCode, HttpStatus, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '#platform';
import { ServiceNames } from '../storage/service-names';

/** A service name belongs to the principal who took it first, also while no service is registered under it. */
@ApiTags('registration')
@RequireScope('admin')
@Controller('names')
export class NamesController {
  constructor(private readonly names: ServiceNames) {}

  @Delete(':name')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'releaseName',
    summary: 'Releases a service name: the next caller who registers it owns it',
  })
  @ApiParam({ name: 'name', example: 'todo-service' })
  @ApiNoContentResponse({ description: 'The name has no owner, or had none before' })
  release(@Param('name') name: string): Promise<void> {
    return this.names.release(name);
  }
}
