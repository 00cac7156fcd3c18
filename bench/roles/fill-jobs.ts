// Fills the list of jobs with so many rows, while no other process has the database open: every second job has the label
// env:prod, one of a hundred thousand customer:rare, and one of a thousand has failed. Only lists are read from them.
// fill-jobs DIRECTORY HOW_MANY
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

const [directory = '', size = '0'] = process.argv.slice(2);
const database = new DatabaseSync(join(directory, 'job-control.db'));
database.exec('pragma synchronous = off');
database.exec(`
  begin;
  insert into jobs (id, name, status, created_at, completed_at, steps, labels)
    with recursive counted(n) as (select 0 union all select n + 1 from counted where n + 1 < ${Number(size)})
    select printf('filled-%08d', n), 'name-' || (n % 10), iif(n % 1000 = 7, 'failed', 'completed'), n, n, 3,
      case when n % 100000 = 0 then '{"env":"prod","customer":"rare"}' when n % 2 = 0 then '{"env":"prod"}' end
    from counted;
  insert into job_labels (label, created_at, job_id)
    select 'env:prod', created_at, id from jobs where id like 'filled-%' and labels is not null;
  insert into job_labels (label, created_at, job_id)
    select 'customer:rare', created_at, id from jobs where id like 'filled-%' and created_at % 100000 = 0;
  commit;
`);
