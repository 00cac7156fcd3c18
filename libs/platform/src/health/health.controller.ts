import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Health, type HealthReport } from './health';

@ApiTags('about')
@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('ping')
  @ApiOperation({ summary: 'Answers as long as the process does' })
  @ApiOkResponse({ example: { status: 'ok' } })
  ping() {
    return { status: 'ok' };
  }

  @Get('health')
  @ApiOperation({ summary: 'Whether requests may be sent here' })
  @ApiOkResponse({ example: { status: 'ok', live: true, ready: true } })
  @ApiServiceUnavailableResponse({ description: 'Shutting down, or something it needs is missing' })
  async report(@Res({ passthrough: true }) response: Response): Promise<HealthReport> {
    const report = await this.health.report();
    response.status(report.ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }
}
