import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { JsonText, readWhole, RequireScope } from '#platform';
import { DocumentHistory } from '../documents/document-history';
import type { DocumentUser } from '../documents/document-user';
import { Addresses } from './addresses';
import { describeVersion, describeVersions } from './api-docs';
import { DocumentIdPipe } from './document-id.pipe';
import { type VersionItemView, versionItemOf, versionText } from './version-views';
import { RequestUser } from './write-terms';

@ApiTags('state')
@Controller('state/:id/versions')
export class VersionsController {
  constructor(
    private readonly history: DocumentHistory,
    private readonly addresses: Addresses,
  ) {}

  @Get()
  @RequireScope('state:read')
  @describeVersions
  async list(@Param('id', DocumentIdPipe) id: string, @RequestUser() user: DocumentUser): Promise<VersionItemView[]> {
    const versions = await this.history.list(id, user);
    return versions.map((version) => versionItemOf(version, this.addresses.ofVersion(id, version.version)));
  }

  @Get(':version')
  @RequireScope('state:read')
  @describeVersion
  async read(
    @Param('id', DocumentIdPipe) id: string,
    @Param('version') version: string,
    @RequestUser() user: DocumentUser,
  ): Promise<JsonText> {
    return versionText(await this.history.read(id, readWhole('version', version, 1, Number.MAX_SAFE_INTEGER), user));
  }
}
