import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DefinitionSummary, DefinitionView, JobValidationView, PlatformError } from '#contract';
import {
  RESPONSE_HEADERS,
  ApiProblems,
  Caller,
  RequireScope,
  type Principal,
  readWhole,
  linkToNextPage,
} from '#platform';
import { DefinitionCatalog } from './definition-catalog';
import { DefinitionQuery, MAX_VERSION, VersionQuery } from './definition-query.dto';
import { DefinitionViews } from './definition-views';
import { DEFINITION_BODY, DEFINITION_NAME } from './examples';

/** Named job documents with typed inputs. */
@ApiTags('definitions')
@RequireScope('jobs:read', 'jobs:write', 'jobs:operate', 'definitions:write')
@Controller('definitions')
export class DefinitionsController {
  constructor(
    private readonly definitions: DefinitionCatalog,
    private readonly views: DefinitionViews,
  ) {}

  @Put(':name')
  @RequireScope('definitions:write')
  @ApiOperation({
    operationId: 'putDefinition',
    summary: 'Make the next version of a definition, unless it says the same',
  })
  @ApiParam(DEFINITION_NAME)
  @ApiBody(DEFINITION_BODY)
  @ApiCreatedResponse({ type: DefinitionView, description: 'A new version', headers: RESPONSE_HEADERS.location })
  @ApiOkResponse({
    type: DefinitionView,
    description: 'The newest version says the same: nothing was made',
    headers: RESPONSE_HEADERS.location,
  })
  @ApiProblems({
    422: 'Every fault of the definition',
    507: 'There are as many definitions, or versions of this one, as may be',
  })
  async put(
    @Param('name') name: string,
    @Body() body: unknown,
    @Caller() caller: Principal | null,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DefinitionView> {
    const { definition, isNew, warnings } = await this.definitions.put(name, body, caller);
    const view = this.views.of(definition, warnings);
    response.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).location(view.href);
    return view;
  }

  @Post('validate')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'validateDefinition', summary: 'Every fault of a definition, without keeping it' })
  @ApiBody(DEFINITION_BODY)
  @ApiOkResponse({ type: JobValidationView })
  validate(@Body() body: unknown): Promise<JobValidationView> {
    return this.definitions.validate(body);
  }

  @Get()
  @ApiOperation({ operationId: 'listDefinitions', summary: 'The newest version of each definition, by name' })
  @ApiOkResponse({ type: [DefinitionSummary], headers: RESPONSE_HEADERS.nextPage })
  @ApiProblems({ 400: '`errors` names every fault of the query' })
  async list(
    @Query() query: DefinitionQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DefinitionSummary[]> {
    const { rows, next } = await this.definitions.list(query.toFilter());
    if (next !== null) linkToNextPage(request, response, next);
    return rows.map((row) => this.views.summary(row));
  }

  @Get(':name')
  @ApiOperation({
    operationId: 'getDefinition',
    summary: 'The newest version: what a form needs. Also of a retired one',
  })
  @ApiParam(DEFINITION_NAME)
  @ApiOkResponse({ type: DefinitionView })
  @ApiProblems({ 404: 'No such definition' })
  async get(@Param('name') name: string): Promise<DefinitionView> {
    return this.views.of(await this.definitions.find(name));
  }

  @Get(':name/versions')
  @ApiOperation({ operationId: 'listDefinitionVersions', summary: 'The versions of a definition, newest first' })
  @ApiParam(DEFINITION_NAME)
  @ApiOkResponse({ type: [DefinitionSummary], headers: RESPONSE_HEADERS.nextPage })
  @ApiProblems({ 400: '`errors` names every fault of the query', 404: 'No such definition' })
  async versions(
    @Param('name') name: string,
    @Query() query: VersionQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DefinitionSummary[]> {
    const { rows, next } = await this.definitions.versions(name, query.toFilter());
    if (next !== null) linkToNextPage(request, response, String(next));
    return rows.map((row) => this.views.summary(row));
  }

  @Get(':name/versions/:version')
  @ApiOperation({ operationId: 'getDefinitionVersion', summary: 'One version of a definition' })
  @ApiParam(DEFINITION_NAME)
  @ApiParam({ name: 'version', description: 'Counts from 1', example: '1' })
  @ApiOkResponse({ type: DefinitionView })
  @ApiProblems({ 404: 'No such definition, or version' })
  async getVersion(@Param('name') name: string, @Param('version') version: string): Promise<DefinitionView> {
    return this.views.of(await this.definitions.find(name, readVersion(version)));
  }

  @Delete(':name')
  @RequireScope('definitions:write')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'retireDefinition', summary: 'No new job is made from it; running ones go on' })
  @ApiParam(DEFINITION_NAME)
  @ApiNoContentResponse({ description: 'It is retired, now or before' })
  @ApiProblems({ 404: 'No such definition' })
  async retire(@Param('name') name: string): Promise<void> {
    await this.definitions.retire(name);
  }
}

function readVersion(text: string): number {
  try {
    return readWhole('version', text, 1, MAX_VERSION);
  } catch (cause) {
    throw new PlatformError('not-found', `There is no version "${text}"`, { cause });
  }
}
