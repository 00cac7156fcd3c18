// Copies an ended job until the journal holds so many, while no other process has it open; a millisecond lies between
// one and the next. Prints the ids of some copies. A process of its own, because the driver releases a file only at its
// end. fill-journal DIRECTORY JOB SIZE HOW_MANY_IDS
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

const AT_A_TIME = 50_000;

const [directory = '', job = ''] = process.argv.slice(2);
const [size = 0, told = 0] = process.argv.slice(4).map(Number);
const database = new DatabaseSync(join(directory, 'job-control.db'));
database.exec('pragma synchronous = off');
const { count } = database.prepare('select count(*) as count from jobs').get() as { count: number };
for (let from = count; from < size; from += AT_A_TIME) copy(from, Math.min(size, from + AT_A_TIME));
const ids = database.prepare("select id from jobs where id like 'copy-%'").all() as { id: string }[];
const step = Math.ceil(ids.length / told);
process.stdout.write(JSON.stringify(ids.filter((_, n) => n % step === 0).map(({ id }) => id)));

function copy(from: number, to: number): void {
  database.exec(`
    begin;
    create temp table numbers as
      with recursive counted(n) as (select ${from} union all select n + 1 from counted where n + 1 < ${to})
      select n, printf('copy-%08d', n) as id from counted;
    insert into jobs (id, name, status, created_at, completed_at, steps)
      select numbers.id, name, status, created_at - n, completed_at - n, steps
      from numbers, jobs where jobs.id = '${job}';
    insert into journal (job_id, first_seq, format, events)
      select numbers.id, first_seq, format, replace(events, '${job}', numbers.id)
      from numbers, journal where job_id = '${job}';
    drop table numbers;
    commit;
  `);
}
