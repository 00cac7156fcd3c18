import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

/** What job-control says of itself, in the same words as any composable service. */
@ApiTags('about')
@Controller()
export class AboutController {
  @Get('forms')
  @ApiOperation({ operationId: 'getForms', summary: 'What job-control offers' })
  @ApiOkResponse({ description: 'The descriptive forms of the composable contract' })
  forms() {
    return {
      resource: 'job',
      messageStructure: {
        command: 'string',
        resource: 'string',
        id: 'string (optional)',
        payload: { name: 'string', steps: 'array' },
        metadata: 'object (optional)',
      },
      affordances: [
        { command: 'create', requiredFields: ['steps'], safe: false, idempotent: false, reversible: 'full' },
        { command: 'read', requiredFields: ['id'], safe: true, idempotent: true, reversible: 'none' },
        { command: 'list', safe: true, idempotent: true, reversible: 'none' },
      ],
    };
  }
}
