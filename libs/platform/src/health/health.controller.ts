import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../auth/access';
import { HealthChecks } from './health';
import { Alive, HealthReport } from './health-report';

@ApiTags('about')
@Controller()
export class HealthController {
  constructor(private readonly health: HealthChecks) {}

  @Get('ping')
  @Public()
  @ApiOperation({ operationId: 'ping', summary: 'Responds as long as the process runs' })
  @ApiOkResponse({ type: Alive })
  ping(): Alive {
    return { status: 'ok' };
  }

  @Get('health')
  @Public()
  @ApiOperation({ operationId: 'getHealth', summary: 'Whether requests may be sent here' })
  @ApiOkResponse({ type: HealthReport })
  @ApiServiceUnavailableResponse({
    type: HealthReport,
    description: 'Shutting down, or something it needs is missing',
  })
  async report(@Res({ passthrough: true }) response: Response): Promise<HealthReport> {
    const report = await this.health.report();
    response.status(report.ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }
}
