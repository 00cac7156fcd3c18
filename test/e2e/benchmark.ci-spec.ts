import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Figures {
  summaries: { id: string; callsPerSecond: number; ofFloor: number; timesFloorLatency: number }[];
}

const ROOT = join(__dirname, '../..');
const SHORT = [
  '--rounds',
  '1',
  '--seconds',
  '1',
  '--first-warm-up',
  '0.5',
  '--warm-up',
  '0.2',
  '--in-flight',
  '8',
  '--starts',
  '0',
  '--json',
];

describe('the benchmark', () => {
  it('runs, and finds orchestration slower than a bare script, but not by orders of magnitude', async () => {
    const args = ['bench/run.mjs', ...SHORT, '--only', 'sqlite/stateless@8'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
    const { summaries } = JSON.parse(stdout) as Figures;
    const found = summaries.find(({ id }) => id === 'sqlite/stateless@8');
    expect(found?.callsPerSecond).toBeGreaterThan(0);
    expect(found?.ofFloor).toBeGreaterThan(0.02);
    expect(found?.ofFloor).toBeLessThan(1.5);
    expect(found?.timesFloorLatency).toBeGreaterThan(0.5);
    expect(found?.timesFloorLatency).toBeLessThan(100);
  }, 120_000);
});
