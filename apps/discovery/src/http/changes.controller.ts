import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Observable } from 'rxjs';
import { PlatformError } from '#contract';
import { ApiLastEventId, ApiProblems, Draining, Needs, OpenAnswers, streamEvents } from '#platform';
import { DiscoveryConfig } from '../config/discovery.config';
import { LiveRegistry } from '../registry/live-registry';
import { type ChangeEvent, toChangeEvent } from './change-events';
import { CHANGES } from './changes-schema';

const STREAM = 'text/event-stream';

/** What changes in the registry, as it changes; see `ChangeEvent` for what the events say. */
@ApiTags('services')
@Needs('services:read')
@Controller('services/changes')
export class ChangesController {
  constructor(
    private readonly live: LiveRegistry,
    private readonly config: DiscoveryConfig,
    private readonly draining: Draining,
    private readonly openAnswers: OpenAnswers,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'getChanges',
    summary: 'What changed since a revision, live as text/event-stream or once as application/json',
    description: 'Without a revision, or with one that is not known (any more), the first event is a `reset` with all.',
  })
  @ApiLastEventId()
  @ApiQuery({ name: 'since', required: false, description: 'The same for those who poll', example: '41' })
  @ApiOkResponse({
    description: 'Events `reset` (all entries), `upsert` (an entry) and `remove` (which one, and why)',
    content: { [STREAM]: { schema: { type: 'string' } }, 'application/json': { schema: CHANGES } },
  })
  @ApiProblems({ 406: `This is served as ${STREAM} or application/json` })
  changes(
    @Req() request: Request,
    @Res() response: Response,
    @Headers('last-event-id') lastEventId?: string,
    @Query('since') since?: string,
  ): void {
    const revision = readRevision(lastEventId ?? since);
    switch (request.accepts([STREAM, 'application/json'])) {
      case STREAM:
        this.openAnswers.hold(response);
        return streamEvents(response, this.eventsSince(revision), {
          until: this.draining.signal,
          heartbeatMs: this.config.DISCOVERY_FEED_HEARTBEAT_MS,
        });
      case 'application/json':
        response.json({ revision: this.live.revision, events: this.live.since(revision).map(toChangeEvent) });
        return;
      default:
        throw new PlatformError('not-acceptable', `This is served as ${STREAM} or application/json`);
    }
  }

  private eventsSince(revision: number | undefined): Observable<ChangeEvent> {
    return new Observable((reader) => {
      for (const logged of this.live.since(revision)) reader.next(toChangeEvent(logged));
      return this.live.follow((logged) => reader.next(toChangeEvent(logged)));
    });
  }
}

function readRevision(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
