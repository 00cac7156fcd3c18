import { parseArgs } from 'node:util';
import { publish } from './report/publish';
import { full } from './full';
import { quick } from './quick';

export interface Report {
  readonly text: string;
  readonly figures: object;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const note = (text: string): void => void process.stderr.write(`${text}\n`);

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '2.5' },
      'first-warm-up': { type: 'string', default: '4' },
      'warm-up': { type: 'string', default: '0.7' },
      'in-flight': { type: 'string', default: '64,1' },
      starts: { type: 'string', default: '3' },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
    },
  });
  const window = {
    rounds: Number(values.rounds),
    measureMs: Number(values.seconds) * 1000,
    firstWarmUpMs: Number(values['first-warm-up']) * 1000,
    warmUpMs: Number(values['warm-up']) * 1000,
  };
  const loads = values['in-flight'].split(',').map(Number);
  const options = { ...window, only: values.only, loads, starts: Number(values.starts) };
  const report = values.full
    ? await full({ only: values.only, rounds: window.rounds }, note)
    : await quick(options, note);
  say(values.json ? JSON.stringify(report.figures) : report.text);
  if (values.publish) await publish(values.full ? 'full' : 'quick', report.text, report.figures);
}
