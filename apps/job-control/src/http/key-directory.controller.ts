import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type KeyDirectory, SIGNING_KEYS } from '#orchestration';
import { KEY_DIRECTORY, Public } from '#platform';

const MEDIA_TYPE = 'application/http-message-signatures-directory+json';
const MAX_AGE_S = 300;

class KeyDirectoryView {
  @ApiProperty({
    description: 'Public Ed25519 keys (RFC 8037), `kid` is the thumbprint (RFC 7638). Empty with SIGN_CALLS=off',
    type: 'array',
    items: { type: 'object', additionalProperties: true },
  })
  keys!: readonly object[];
}

/** The public keys with which services verify that job-control called. */
@ApiTags('composable')
@Public()
@Controller()
export class KeyDirectoryController {
  constructor(@Inject(SIGNING_KEYS) private readonly directory: KeyDirectory) {}

  @Get(KEY_DIRECTORY)
  @Header('Content-Type', MEDIA_TYPE)
  @Header('Cache-Control', `max-age=${MAX_AGE_S}`)
  @ApiOperation({ operationId: 'getSigningKeys', summary: 'The keys that calls to services are signed with' })
  @ApiProduces(MEDIA_TYPE)
  @ApiOkResponse({ type: KeyDirectoryView, description: 'A JWK set (RFC 7517)' })
  async keys(): Promise<KeyDirectoryView> {
    return { keys: await this.directory.published() };
  }
}
