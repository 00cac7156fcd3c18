import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { JsonText } from '#platform';
import type { ExplainedVersion } from '../documents/document-history';
import type { DocumentVersion } from '../documents/document-versions';

/** The most changes that a response lists. */
const MOST_CHANGES = 1_000;

class VersionStampView {
  @ApiProperty({ type: 'integer', example: 3 })
  version!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T08:00:05.120Z' })
  at!: string;

  @ApiPropertyOptional({ description: 'Who wrote it. Absent with AUTH off, and where it is not known', example: 'ann' })
  by?: string;

  @ApiPropertyOptional({
    description: 'The Idempotency-Key of the request. Those of job-control begin with the id of the job',
    example: 'trip-7/1/flight',
  })
  key?: string;
}

export class VersionItemView extends VersionStampView {
  @ApiProperty({ format: 'uri', example: 'http://127.0.0.1:4500/state/order-7/versions/3' })
  href!: string;
}

export class PointerChangeView {
  @ApiProperty({ description: 'RFC 6901', example: '/order/total' })
  pointer!: string;

  @ApiProperty({ enum: ['added', 'changed', 'removed'] })
  change!: 'added' | 'changed' | 'removed';
}

export class VersionView extends VersionStampView {
  @ApiPropertyOptional({
    type: [PointerChangeView],
    description: `What this version changed, up to ${MOST_CHANGES} places. Absent where the version before is not kept`,
  })
  changes?: PointerChangeView[];

  @ApiPropertyOptional({ type: 'integer', description: 'How many more places it changed', example: 12 })
  moreChanges?: number;

  @ApiProperty({ type: 'object', additionalProperties: true, example: { order: { total: 12 } } })
  content!: Record<string, unknown>;
}

export function versionItemOf(version: DocumentVersion, href: string): VersionItemView {
  return { ...stampOf(version), href };
}

/** A `VersionView` around content that is serialized already. */
export function versionText({ changes, ...version }: ExplainedVersion): JsonText {
  const listed = changes && { changes: changes.slice(0, MOST_CHANGES) };
  const more = (changes?.length ?? 0) - MOST_CHANGES;
  const about = JSON.stringify({ ...stampOf(version), ...listed, ...(more > 0 && { moreChanges: more }) });
  return new JsonText(`${about.slice(0, -1)},"content":${version.json}}`);
}

function stampOf({ version, at, writer }: DocumentVersion): VersionStampView {
  return {
    version,
    at,
    ...(writer?.by != null && { by: writer.by }),
    ...(writer?.key !== undefined && { key: writer.key }),
  };
}
