import { ApiProperty } from '@nestjs/swagger';
import { JsonText } from '#platform';
import type { DocumentInfo, StoredDocument } from '../documents/document';

const ADDRESS = 'http://127.0.0.1:4500/state/order-7';

class StampView {
  @ApiProperty({ example: 'order-7' })
  id!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T08:00:00.000Z' })
  createdAt!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T08:00:05.120Z' })
  lastModified!: string;
}

export class LinkView {
  @ApiProperty({ example: 'create' })
  rel!: string;

  @ApiProperty({ example: 'POST' })
  method!: string;

  @ApiProperty({ format: 'uri-template', example: 'http://127.0.0.1:4500/state/{id}' })
  href!: string;
}

export class AboutView {
  @ApiProperty({ example: 'shared-state' })
  name!: string;

  @ApiProperty({ example: 'Shared state' })
  title!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ type: [LinkView] })
  links!: LinkView[];
}

export class MetaView extends StampView {
  @ApiProperty({ type: 'integer', description: 'Counts the writes', example: 3 })
  version!: number;
}

export class ItemView extends StampView {
  @ApiProperty({ enum: ['item'] })
  rel!: 'item';

  @ApiProperty({ format: 'uri', example: ADDRESS })
  href!: string;
}

/** The response of the two older writes. */
export class EntryView extends StampView {
  @ApiProperty({ type: 'object', additionalProperties: true, example: { order: { total: 12 } } })
  content!: Record<string, unknown>;
}

export class CreatedView {
  @ApiProperty({ example: 'order-7' })
  id!: string;

  @ApiProperty({ format: 'uri', example: ADDRESS })
  stateURL!: string;
}

export class WrittenView {
  @ApiProperty({ enum: ['updated', 'patched', 'merged'] })
  status!: 'updated' | 'patched' | 'merged';

  @ApiProperty()
  state!: EntryView;
}

export function metaOf({ id, createdAt, lastModified, version }: DocumentInfo): MetaView {
  return { id, createdAt, lastModified, version };
}

export function itemOf({ id, createdAt, lastModified }: DocumentInfo, href: string): ItemView {
  return { id, createdAt, lastModified, rel: 'item', href };
}

/** A `WrittenView` around content that is serialized already. */
export function writtenText(status: WrittenView['status'], document: StoredDocument): JsonText {
  const { id, json, createdAt, lastModified } = document;
  const stamp = `"createdAt":${JSON.stringify(createdAt)},"lastModified":${JSON.stringify(lastModified)}`;
  return new JsonText(`{"status":"${status}","state":{"id":${JSON.stringify(id)},"content":${json},${stamp}}}`);
}
