import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { OneOf, Text } from '#contract';
import {
  ApiProblems,
  invalidParameter,
  linkToNextPage,
  readTime,
  readWhole,
  RequireScope,
  RESPONSE_HEADERS,
  writeAll,
} from '#platform';
import { AUDITED_KINDS, type AuditedKind, type AuditEntry, type AuditFilter } from './audit-entry';
import { AuditLog } from './audit-log';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;
const NDJSON = 'application/x-ndjson';

/** Which entries. */
export class AuditQuery {
  @Text({ description: 'Only what this principal asked for', example: 'alice' })
  by?: string;

  @Text({ example: 'cancel' })
  action?: string;

  @OneOf(AUDITED_KINDS)
  kind?: AuditedKind;

  @Text({ description: 'Only what was asked of this job, definition, registration or document' })
  subject?: string;

  @OneOf(['done', 'refused'])
  outcome?: 'done' | 'refused';

  @Text({ description: 'At or after (RFC 3339)', example: '2026-01-01T00:00:00Z' })
  since?: string;

  @Text({ description: 'At or before (RFC 3339)', example: '2026-12-31T23:59:59Z' })
  until?: string;

  @Text({ description: `1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} when absent. An export has no limit unless it says one` })
  limit?: string;

  @Text({ description: 'From the Link header of the page before' })
  cursor?: string;

  toFilter(): Omit<AuditFilter, 'limit'> {
    const { by, action, kind, subject, outcome, since, until, cursor } = this;
    if (cursor !== undefined && !/^[0-9a-f-]{36}$/.test(cursor))
      throw invalidParameter('cursor', 'expected a cursor from the Link header of the page before');
    return {
      ...{ by, action, kind, subject, outcome, after: cursor },
      ...(since !== undefined && { since: readTime('since', since) }),
      ...(until !== undefined && { until: readTime('until', until) }),
    };
  }
}

class AuditEntryView {
  @ApiProperty()
  id!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiPropertyOptional({ description: 'The principal; without authentication what the request says', example: 'alice' })
  by?: string;

  @ApiPropertyOptional({ description: 'The address that the request came from', example: '127.0.0.1' })
  from?: string;

  @ApiProperty({ example: 'cancel' })
  action!: string;

  @ApiProperty({ enum: AUDITED_KINDS })
  kind!: AuditedKind;

  @ApiPropertyOptional({ description: 'What it was asked of: id, name or address' })
  subject?: string;

  @ApiProperty({ enum: ['done', 'refused'] })
  outcome!: 'done' | 'refused';

  @ApiProperty({ example: 202 })
  status!: number;

  @ApiPropertyOptional({ description: 'Of a refusal', example: 'forbidden' })
  code?: string;

  @ApiPropertyOptional({ example: 'the customer called' })
  reason?: string;
}

/** Who asked for what, when, why and from where. */
@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @RequireScope('audit:read')
  @ApiOperation({
    operationId: 'listAudit',
    summary: `What was asked for and refused, newest first; with Accept: ${NDJSON} all of it, one entry a line`,
  })
  @ApiProduces('application/json', NDJSON)
  @ApiOkResponse({ type: [AuditEntryView], headers: RESPONSE_HEADERS.nextPage })
  @ApiProblems({ 400: '`errors` names every fault of the query' })
  async list(@Query() query: AuditQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    const filter = query.toFilter();
    if (request.accepts(['application/json', NDJSON]) === NDJSON) return this.export(query, filter, response);
    const limit = readWhole('limit', query.limit ?? String(DEFAULT_LIMIT), 1, MAX_LIMIT);
    const entries = await this.log.list({ ...filter, limit: limit + 1 });
    const page = entries.slice(0, limit);
    const last = page.at(-1);
    if (entries.length > limit && last) linkToNextPage(request, response, last.id);
    response.json(page.map(toView));
  }

  /** Page by page, so that an export of any length takes no memory, and other requests their turn. */
  private async export({ limit: most }: AuditQuery, filter: Omit<AuditFilter, 'limit'>, to: Response): Promise<void> {
    let left = most === undefined ? Infinity : readWhole('limit', most, 1, Number.MAX_SAFE_INTEGER);
    to.type(NDJSON);
    for (let { after } = filter; left > 0;) {
      const page = await this.log.list({ ...filter, after, limit: Math.min(left, MAX_LIMIT) });
      const lines = page.map((entry) => `${JSON.stringify(toView(entry))}\n`).join('');
      if (lines !== '' && !(await writeAll(to, lines))) return;
      left -= page.length;
      after = page.at(-1)?.id;
      if (page.length < MAX_LIMIT) break;
    }
    to.end();
  }
}

function toView({ at, by, from, subject, code, reason, ...always }: AuditEntry): AuditEntryView {
  return {
    ...always,
    at: new Date(at).toISOString(),
    ...(by !== null && { by }),
    ...(from !== null && { from }),
    ...(subject !== null && { subject }),
    ...(code !== null && { code }),
    ...(reason !== null && { reason }),
  };
}
