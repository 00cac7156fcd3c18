#!/usr/bin/env node
// Reads every embedded database in DATA_DIR (./data) that no app has open, and changes nothing: pages and indexes,
// foreign keys, the high-water mark, and whether everything that is kept can be decoded. Exit code 1 when one has a fault.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decodeRecords } from '#orchestration/replay';
import { verifyDatabase } from '#storage';

const DIRECTORY = resolve(process.env.DATA_DIR ?? 'data');
/** Columns that hold JSON, by table. */
const JSON_COLUMNS = { documents: 'content', records: 'body', services: 'entry', composable_ledger: 'answer' };
const SHOWN = 20;

const files = existsSync(DIRECTORY) ? databasesIn(DIRECTORY) : [];
if (files.length === 0) console.log(`There is no database in ${DIRECTORY}`);
let faulty = files.length === 0;
for (const file of files) {
  const { commits, rows, problems } = existsSync(file)
    ? verifyDatabase(file, contentFaults)
    : { rows: {}, problems: ['it is missing, and something of it is there'] };
  const counts = Object.entries(rows).filter(([name]) => !/^(kysely|storage)_/.test(name));
  const held = [`${commits ?? 'uncounted'} commits`, ...counts.map(([name, number]) => `${number} ${name}`)].join(', ');
  console.log(`${file}: ${problems.length === 0 ? `sound (${held})` : `${problems.length} faults (${held})`}`);
  for (const problem of problems.slice(0, SHOWN)) console.log(`  ${problem}`);
  if (problems.length > SHOWN) console.log(`  and ${problems.length - SHOWN} more`);
  faulty ||= problems.length > 0;
}
process.exit(faulty ? 1 : 0);

/** Also those of which only a log or a mark is left. */
function databasesIn(directory) {
  const paths = readdirSync(directory, { recursive: true }).filter((path) => /\.db(-wal|-mark)?$/.test(path));
  return [...new Set(paths.map((path) => join(directory, path.replace(/-(wal|mark)$/, ''))))].sort();
}

function contentFaults(database, tables) {
  const faults = Object.entries(JSON_COLUMNS).flatMap(([table, column]) => {
    if (!tables.has(table)) return [];
    const bad = database.prepare(`select count(*) as n from ${table} where not json_valid(${column})`).get().n;
    return bad === 0 ? [] : [`${bad} rows of ${table} are not JSON`];
  });
  return tables.has('journal') ? [...faults, ...journalFaults(database)] : faults;
}

function journalFaults(database) {
  const records = database.prepare('select format, events from journal where job_id = ? order by first_seq');
  return database
    .prepare('select id from jobs union select distinct job_id from journal')
    .all()
    .flatMap(({ id }) => {
      try {
        if (decodeRecords(id, records.all(id)).length === 0) return [`job ${id} has no journal`];
        return [];
      } catch (error) {
        return [error.message];
      }
    });
}
