import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from 'kysely';
import { type JsonObject, type Labels, labelsIn, labelTexts, parsingResponse, PlatformError } from '#contract';
import { readInTurns } from '#platform';
import { DATABASE, type Database } from '#storage';
import { type DefinitionContent, sameContent } from '../rules/definition';
import type {
  Author,
  DefinitionLimits,
  DefinitionFilter,
  DefinitionPage,
  DefinitionRow,
  DefinitionStore,
  StoredDefinition,
  VersionFilter,
  VersionPage,
} from './definition-store';
import type { DefinitionSchema, DefinitionsTable, DefinitionVersionsTable } from './schema';

/** What a list reads of a version. */
const LISTED = [
  'definitions.name',
  'version',
  'description',
  'labels',
  'created_at',
  'created_by',
  'retired_at',
] as const;

/** The columns that hold what a definition says. */
const CONTENT = ['description', 'labels', 'inputs', 'job'] as const;

/** Settings of job-control. */
const DEFINITIONS_SETTING = 'JOB_MAX_DEFINITIONS';
const VERSIONS_SETTING = 'JOB_MAX_DEFINITION_VERSIONS';

type Row = DefinitionVersionsTable & Pick<DefinitionsTable, 'retired_at'>;

@Injectable()
export class SqlDefinitionStore implements DefinitionStore {
  constructor(@Inject(DATABASE) private readonly database: Database<DefinitionSchema>) {}

  put(name: string, content: DefinitionContent, author: Author, limits: DefinitionLimits) {
    return this.database.commit(async (trx) => {
      const latest = await this.locked(trx, name);
      const row = toRow(name, latest + 1, content, author);
      const newest = latest === 0 ? null : await versionOf(trx, name, latest);
      const same = newest && (await sameIn(newest, row, content));
      if (same) {
        const definition = { ...listed({ ...newest, retired_at: null }), ...same };
        await setLatest(trx, definition);
        return { definition, isNew: false };
      }
      if (latest >= limits.versionsOfOne) throw noRoom(`"${name}" has ${latest} versions`, VERSIONS_SETTING);
      if (latest === 0) await requireRoom(trx, limits);
      const definition = { ...listed({ ...row, retired_at: null }), ...content };
      await trx.insertInto('definition_versions').values(row).execute();
      await setLatest(trx, definition);
      return { definition, isNew: true };
    });
  }

  async find(name: string, version?: number): Promise<StoredDefinition | null> {
    const { db } = this.database;
    const row = await db
      .selectFrom('definitions')
      .innerJoin('definition_versions', 'definition_versions.name', 'definitions.name')
      .selectAll('definition_versions')
      .select('retired_at')
      .where('definitions.name', '=', name)
      .where((eb) => eb('version', '=', version ?? eb.ref('latest')))
      .executeTakeFirst();
    return row ? { ...listed(row), ...(await contentOf(row)) } : null;
  }

  async list({ limit, after, labels = [] }: DefinitionFilter): Promise<DefinitionPage> {
    let query = this.database.db
      .selectFrom('definitions')
      .innerJoin('definition_versions', (join) =>
        join.onRef('definition_versions.name', '=', 'definitions.name').onRef('version', '=', 'latest'),
      )
      .select(LISTED)
      .where('retired_at', 'is', null)
      .orderBy('definitions.name')
      .limit(limit + 1);
    if (after !== undefined) query = query.where('definitions.name', '>', after);
    for (const label of labels) {
      query = query.where('definitions.name', 'in', (eb) =>
        eb.selectFrom('definition_labels').select('name').where('label', '=', label),
      );
    }
    const rows = (await query.execute()).map(listed);
    const page = rows.slice(0, limit);
    return { rows: page, next: rows.length > limit ? (page.at(-1)?.name ?? null) : null };
  }

  async versions(name: string, { limit, before }: VersionFilter): Promise<VersionPage | null> {
    let query = this.database.db
      .selectFrom('definitions')
      .innerJoin('definition_versions', 'definition_versions.name', 'definitions.name')
      .select(LISTED)
      .where('definition_versions.name', '=', name)
      .orderBy('version', 'desc')
      .limit(limit + 1);
    if (before !== undefined) query = query.where('version', '<', before);
    const rows = (await query.execute()).map(listed);
    if (rows.length === 0 && before === undefined) return null;
    const page = rows.slice(0, limit);
    return { rows: page, next: rows.length > limit ? (page.at(-1)?.version ?? null) : null };
  }

  retire(name: string, at: number): Promise<boolean> {
    return this.database.commit(async (trx) => {
      await trx.deleteFrom('definition_labels').where('name', '=', name).execute();
      const { numUpdatedRows } = await trx
        .updateTable('definitions')
        .set((eb) => ({ retired_at: eb.fn.coalesce('retired_at', eb.val(at)) }))
        .where('name', '=', name)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    });
  }

  /** The newest version of a name, 0 when it has none; other replicas wait until this work is on disk. */
  private async locked(trx: Transaction<DefinitionSchema>, name: string): Promise<number> {
    await trx
      .insertInto('definitions')
      .values({ name, latest: 0, retired_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = trx.selectFrom('definitions').select('latest').where('name', '=', name);
    // SQLite has one writer, and no words for it.
    const locked = this.database.dialect === 'postgres' ? row.forUpdate() : row;
    return (await locked.executeTakeFirstOrThrow()).latest;
  }
}

/** The name that is about to be defined has its row already. */
async function requireRoom(trx: Transaction<DefinitionSchema>, { definitions }: DefinitionLimits): Promise<void> {
  const counted = trx.selectFrom('definitions').select((eb) => eb.fn.countAll().as('count'));
  const count = Number((await counted.executeTakeFirstOrThrow()).count) - 1;
  if (count >= definitions) throw noRoom(`There are ${count} definitions, retired ones included`, DEFINITIONS_SETTING);
}

function noRoom(what: string, setting: string): PlatformError {
  return new PlatformError('insufficient-storage', `${what}: as many as may be (${setting})`);
}

function versionOf(
  trx: Transaction<DefinitionSchema>,
  name: string,
  version: number,
): Promise<DefinitionVersionsTable> {
  return trx
    .selectFrom('definition_versions')
    .selectAll()
    .where('name', '=', name)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
}

/** What a version says, if that is the same as `content`. Most texts that say the same are the same. */
async function sameIn(
  version: DefinitionVersionsTable,
  row: DefinitionVersionsTable,
  content: DefinitionContent,
): Promise<DefinitionContent | null> {
  if (CONTENT.every((column) => version[column] === row[column])) return content;
  const own = await contentOf(version);
  return sameContent(own, content) ? own : null;
}

async function setLatest(
  trx: Transaction<DefinitionSchema>,
  { name, version, labels }: StoredDefinition,
): Promise<void> {
  await trx.updateTable('definitions').set({ latest: version, retired_at: null }).where('name', '=', name).execute();
  await trx.deleteFrom('definition_labels').where('name', '=', name).execute();
  const rows = labelTexts(labels).map((label) => ({ label, name }));
  if (rows.length > 0) await trx.insertInto('definition_labels').values(rows).execute();
}

function toRow(
  name: string,
  version: number,
  { description, labels, inputs, job }: DefinitionContent,
  { at, by }: Author,
): DefinitionVersionsTable {
  const labelled = Object.keys(labels).length > 0 ? JSON.stringify(labels) : null;
  const texts = { labels: labelled, inputs: JSON.stringify(inputs), job: JSON.stringify(job) };
  return { name, version, description, ...texts, created_at: at, created_by: by };
}

/** A job document may have a megabyte. */
async function contentOf({ description, labels, inputs, job }: DefinitionVersionsTable): Promise<DefinitionContent> {
  const read = async (text: string) => (await readInTurns(Buffer.from(text), parsingResponse)) as JsonObject;
  return { description, labels: readLabels(labels), inputs: await read(inputs), job: await read(job) };
}

function listed(row: Omit<Row, 'inputs' | 'job'>): DefinitionRow {
  return {
    name: row.name,
    version: row.version,
    description: row.description,
    labels: readLabels(row.labels),
    // PostgreSQL gives a bigint as text.
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
    retiredAt: row.retired_at === null ? null : Number(row.retired_at),
  };
}

function readLabels(text: string | null): Labels {
  return labelsIn(text === null ? null : JSON.parse(text));
}
