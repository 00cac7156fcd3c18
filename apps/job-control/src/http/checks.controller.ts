import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { JobDocument, JobValidationView, validateJobDocument } from '#contract';
import { Offers } from '../submission/offers';

/** Looking at a job document without running it. */
@ApiTags('jobs')
@Controller('jobs')
export class ChecksController {
  constructor(private readonly offers: Offers) {}

  @Post('validate')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'validateJob', summary: 'Every fault of a job document, without running it' })
  @ApiBody({ type: JobDocument })
  @ApiOkResponse({ type: JobValidationView })
  validate(@Body() body: unknown): JobValidationView {
    const { value, faults } = validateJobDocument(body);
    const valid = faults.length === 0;
    return { valid, errors: faults, warnings: valid ? this.offers.missingFor(value) : [] };
  }
}
