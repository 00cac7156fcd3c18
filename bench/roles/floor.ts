// The floor: a bare script that runs reference jobs itself, with the platform's HTTP client. Without durability, or with
// one grouped fsync before each step and at the end, as often as the platform has to.
import { runLoop, wanted } from '../harness/closed-loop';
import { bareJob } from './floor-job';
import { GroupedFsync } from './grouped-fsync';

export interface FloorOptions {
  readonly target: string;
  /** Where to write; nothing is written without. */
  readonly file?: string;
}

const RECORD = `${'r'.repeat(400)}\n`;

async function main(): Promise<void> {
  const options = await wanted<FloorOptions>();
  const log = options.file === undefined ? null : new GroupedFsync(options.file);
  const write = (): Promise<void> => log?.append(RECORD) ?? Promise.resolve();
  const job = bareJob(options.target, write);
  await runLoop(options, async () => {
    await job();
    await write();
  });
}

void main();
