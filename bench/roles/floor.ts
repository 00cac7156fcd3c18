// The floor: a bare script that runs reference jobs itself, with the platform's HTTP client. Without durability, or with
// one grouped fsync before each step and at the end, as often as the platform has to.
import { serveLoops } from '../harness/closed-loop';
import { bareJob, poolFor } from './floor-job';
import { GroupedFsync } from './grouped-fsync';

export interface FloorOptions {
  readonly target: string;
  /** Where to write; nothing is written without. */
  readonly file?: string;
}

const RECORD = `${'r'.repeat(400)}\n`;

serveLoops<FloorOptions>(({ target, file }) => {
  const log = file === undefined ? null : new GroupedFsync(file);
  const write = (): Promise<void> => log?.append(RECORD) ?? Promise.resolve();
  const pool = poolFor(target);
  const job = bareJob(pool, write);
  return {
    work: async () => {
      await job();
      await write();
    },
    done: async () => {
      log?.close();
      await pool.close();
    },
  };
});
