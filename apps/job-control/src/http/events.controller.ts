import { hasEnded } from '#contract/pure';
import { Controller, Get, Headers, HttpStatus, Param, Query, Req, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Observable } from 'rxjs';
import { JobEvent, PlatformError, RecordedJobEvent } from '#contract';
import { type JobState, Orchestrator, type RecordedEvent, toEventView } from '#orchestration';
import {
  RESPONSE_HEADERS,
  ApiLastEventId,
  ApiProblems,
  Caller,
  ClientGone,
  Draining,
  whenDrained,
  RequireScope,
  OpenResponses,
  type Principal,
  readSwitch,
  readWhole,
  type ServerEvent,
  streamEvents,
} from '#platform';
import { JobViews } from '../views/job-views';
import { JOB_ID_PARAM } from './examples';

const STREAM = 'text/event-stream';
const AS_STREAM =
  'As text/event-stream it goes on until the job ends, which an event `end` says, and resumes after Last-Event-ID. ' +
  'A client that comes back after the end gets 204, and an EventSource stops.';
const WITH_BODIES =
  'The array with all that is recorded, bodies included: enough to rebuild the job; it may hold secrets. ' +
  'An event of more than 1 MB is an address (`href`) there';
const DEFAULT_LIMIT = 1_000;
const MAX_LIMIT = 10_000;
/** The largest value of the journal's column. */
const MAX_EVENT = 2 ** 31 - 2;

const arrayOf = (event: typeof JobEvent | typeof RecordedJobEvent) => ({
  type: 'array' as const,
  items: { $ref: getSchemaPath(event) },
});

/** Sends the new events, and the end if the job has ended after them; null: more events follow. */
type Emit = (events: readonly RecordedEvent[], state: JobState | null) => void;

/** A job's append-only history. */
@ApiTags('jobs')
@RequireScope('jobs:read', 'jobs:operate')
@Controller('jobs/:id/events')
export class EventsController {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly views: JobViews,
    private readonly draining: Draining,
    private readonly openResponses: OpenResponses,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'getJobEvents',
    summary: 'The history of a job, as an array or as a live stream',
    description: AS_STREAM,
  })
  @ApiParam(JOB_ID_PARAM)
  @ApiLastEventId()
  @ApiQuery({
    name: 'after',
    required: false,
    schema: { type: 'integer', minimum: 0, default: 0 },
    description: 'Only events with a greater sequence number',
  })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
    description: 'At most so many; large ones make a page shorter',
  })
  @ApiQuery({
    name: 'bodies',
    required: false,
    schema: { type: 'boolean', default: false },
    description: WITH_BODIES,
  })
  @ApiExtraModels(JobEvent, RecordedJobEvent)
  @ApiOkResponse({
    description: 'Oldest first',
    headers: RESPONSE_HEADERS.nextPage,
    content: {
      'application/json': { schema: { anyOf: [arrayOf(JobEvent), arrayOf(RecordedJobEvent)] } },
      [STREAM]: { schema: { type: 'string' } },
    },
  })
  @ApiNoContentResponse({ description: 'Event stream only: the job has ended, and Last-Event-ID is its last event' })
  @ApiProblems({ 400: 'The position or the limit is not valid', 404: 'No such job' })
  async events(
    @Param('id') id: string,
    @Caller() caller: Principal | null,
    @Req() request: Request,
    @ClientGone() gone: AbortSignal,
    @Res() response: Response,
    @Headers('last-event-id') lastEventId?: string,
    @Query('after') after?: string,
    @Query('limit') limit?: string,
    @Query('bodies') bodies?: string,
  ): Promise<void> {
    const from = placeOf(lastEventId ?? after);
    const withBodies = readSwitch('bodies', bodies);
    const state = await this.views.find(id, caller, gone);
    if (request.accepts(['application/json', STREAM]) === STREAM) return this.stream(state, from, response);
    const size = readWhole('limit', limit ?? String(DEFAULT_LIMIT), 1, MAX_LIMIT);
    const { events, next } = await this.views.events(state, { after: from, limit: size, bodies: withBodies }, gone);
    const more = withBodies ? '&bodies=true' : '';
    if (next !== null)
      response.setHeader('Link', `</jobs/${id}/events?after=${next}&limit=${size}${more}>; rel="next"`);
    response.json(events);
  }

  @Get(':seq')
  @ApiOperation({ operationId: 'getJobEvent', summary: 'One event with all that is recorded; it may hold secrets' })
  @ApiParam(JOB_ID_PARAM)
  @ApiParam({ name: 'seq', schema: { type: 'integer', minimum: 1 }, description: 'Its number', example: 1 })
  @ApiOkResponse({ type: RecordedJobEvent })
  @ApiProblems({ 400: 'The number is not valid', 404: 'No such job or event' })
  async event(
    @Param('id') id: string,
    @Param('seq') seq: string,
    @Caller() caller: Principal | null,
    @ClientGone() gone: AbortSignal,
    @Res() response: Response,
  ): Promise<void> {
    const number = readWhole('seq', seq, 1, MAX_EVENT);
    await this.views.find(id, caller, gone);
    for await (const { events } of this.orchestrator.history(id, number - 1, gone)) {
      if (events[0]?.seq === number) return void response.json(events[0]);
    }
    throw new PlatformError('not-found', `Job ${id} has no event ${number}`);
  }

  private stream(state: JobState, from: number, response: Response): void {
    // The only response after which an EventSource does not reconnect (WHATWG HTML, server-sent events).
    if (from > 0 && from >= state.version && hasEnded(state)) {
      response.status(HttpStatus.NO_CONTENT).end();
      return;
    }
    this.openResponses.hold(response);
    streamEvents(response, this.live(state, from, response), { until: this.draining.signal });
  }

  /** Sends the events on disk, then new ones, until the job has ended or the client has disconnected. */
  private live({ id, plan }: JobState, from: number, response: Response): Observable<ServerEvent> {
    return new Observable((reader) => {
      let last = from;
      const pending: Parameters<Emit>[] = [];
      let caughtUp = false;
      const gone = new AbortController();
      const emit: Emit = (events, state) => {
        for (const event of events) {
          if (event.seq <= last) continue;
          last = event.seq;
          reader.next({ id: event.seq, event: event.type, data: toEventView(event, plan) });
        }
        if (state === null || !hasEnded(state)) return;
        // Without an id: Last-Event-ID stays that of the history. Clients that do not know `end` skip a seq they had.
        reader.next({ event: 'end', data: { seq: last, type: 'end', status: state.status } });
        reader.complete();
      };
      const catchUp = async (): Promise<void> => {
        for await (const { events } of this.orchestrator.history(id, last, gone.signal)) {
          emit(events, null);
          await whenDrained(response);
        }
        const state = await this.orchestrator.state(id, gone.signal);
        emit([], state?.version === last ? state : null);
      };
      const unsubscribe = this.orchestrator.subscribe(id, (events, state) => {
        if (caughtUp) emit(events, state);
        else pending.push([events, state]);
      });
      void catchUp().then(
        () => {
          caughtUp = true;
          for (const [events, state] of pending.splice(0)) emit(events, state);
        },
        (error: unknown) => reader.error(error),
      );
      return () => {
        unsubscribe();
        gone.abort();
      };
    });
  }
}

/** The number of the last event the client has; an empty header counts as none. */
function placeOf(text: string | undefined): number {
  return text ? Math.min(readWhole('after', text, 0, Number.MAX_SAFE_INTEGER), MAX_EVENT) : 0;
}
