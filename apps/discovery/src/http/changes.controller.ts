import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PlatformError } from '#contract';
import {
  ApiLastEventId,
  ApiProblems,
  Draining,
  RequireScope,
  OpenResponses,
  readWhole,
  sendArray,
  streamPulledEvents,
} from '#platform';
import { DiscoveryConfig } from '../config/discovery.config';
import type { LoggedChange } from '../core/change-log';
import { type ServiceChange, LiveRegistry } from '../registry/live-registry';
import { type ChangeEvent, toChangeEvents } from './change-events';
import { CHANGES_SCHEMA } from './changes-schema';

const STREAM = 'text/event-stream';

/** The changes of the registry as they happen; `ChangeEvent` describes the events. */
@ApiTags('services')
@RequireScope('services:read')
@Controller('services/changes')
export class ChangesController {
  constructor(
    private readonly live: LiveRegistry,
    private readonly config: DiscoveryConfig,
    private readonly draining: Draining,
    private readonly openResponses: OpenResponses,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'getChanges',
    summary: 'What changed since a revision, live as text/event-stream or once as application/json',
    description:
      'Without a revision, or with one that is not known (any more), the first event is a `reset`. Where the entries are ' +
      'many, it has no id and the first of them, and the others follow as `upsert`s, the last of which has the id.',
  })
  @ApiLastEventId()
  @ApiQuery({ name: 'since', required: false, description: 'The same for those who poll', example: '41' })
  @ApiOkResponse({
    description: 'Events `reset` (all entries), `upsert` (an entry) and `remove` (which one, and why)',
    content: { [STREAM]: { schema: { type: 'string' } }, 'application/json': { schema: CHANGES_SCHEMA } },
  })
  @ApiProblems({ 406: `This is served as ${STREAM} or application/json` })
  changes(
    @Req() request: Request,
    @Res() response: Response,
    @Headers('last-event-id') lastEventId?: string,
    @Query('since') since?: string,
  ): Promise<void> {
    // An unknown Last-Event-ID starts a stream with a reset; a poll gets an error.
    if (since !== undefined && since !== '') readWhole('since', since, 0, Number.MAX_SAFE_INTEGER);
    const revision = readRevision(lastEventId ?? since);
    switch (request.accepts([STREAM, 'application/json'])) {
      case STREAM:
        this.openResponses.hold(response);
        return streamPulledEvents(response, this.eventsSince(revision, response), {
          until: this.draining.signal,
          heartbeatMs: this.config.DISCOVERY_FEED_HEARTBEAT_MS,
        });
      case 'application/json':
        return sendArray(response, pagesOf(this.live.since(revision)), {
          before: `{"revision":${this.live.revision},"events":`,
          after: '}',
        });
      default:
        throw new PlatformError('not-acceptable', `This is served as ${STREAM} or application/json`);
    }
  }

  /** A slow reader gets the remaining changes, or a new snapshot, and never a queue. */
  private async *eventsSince(from: number | undefined, reader: Response): AsyncGenerator<ChangeEvent> {
    let revision = from;
    while (!reader.closed) {
      const changes = this.live.since(revision);
      yield* pagesOf(changes);
      const last = changes.at(-1)?.revision ?? this.live.revision;
      revision = last;
      if (this.live.revision === last) await this.live.changed(reader);
    }
  }
}

function* pagesOf(changes: readonly LoggedChange<ServiceChange>[]): Generator<ChangeEvent> {
  for (const logged of changes) yield* toChangeEvents(logged);
}

function readRevision(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
