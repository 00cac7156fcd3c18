import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, Option } from 'nest-commander';
import { UsageError } from '../failure/usage-error';
import { type StarterOptions, starterDesign, starterJob } from '../init/starters';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

interface InitFlags extends CommonFlags {
  design?: boolean;
  name?: string;
  tag?: string;
  overwrite?: boolean;
}

@Command({
  name: 'init',
  arguments: '[file]',
  argsDescription: { file: 'job.json, or design.json with --design' },
  description: 'write a job to start from, or a design for engine-service',
})
export class InitCommand extends CliCommand<InitFlags> {
  protected async execute([file]: string[], flags: InitFlags): Promise<void> {
    const kind = flags.design ? 'design' : 'job';
    const path = file ?? `${kind}.json`;
    const answers = await this.ask(kind, flags);
    const document = flags.design ? starterDesign(answers) : starterJob(answers);
    await this.write(path, `${JSON.stringify(document, null, 2)}\n`, flags.overwrite ?? false);
    if (flags.json) return this.printJson({ file: path, kind });
    this.print([`${path} is written`, `  next: ${next(kind, path)}`]);
  }

  @Option({ flags: '--design', description: 'a design for engine-service instead of a job' })
  design(): boolean {
    return true;
  }

  @Option({ flags: '--name <name>', description: 'name of the job, or of the service' })
  name(name: string): string {
    return name;
  }

  @Option({ flags: '--tag <tag>', description: 'what is worked on, and services are found by: todo' })
  tag(tag: string): string {
    return tag;
  }

  @Option({ flags: '--overwrite', description: 'replace a file that is there' })
  overwrite(): boolean {
    return true;
  }

  /** In a terminal, asks for what the flags leave open; elsewhere uses defaults. */
  private async ask(kind: 'job' | 'design', { name, tag }: InitFlags): Promise<StarterOptions> {
    const word = tag ?? (await this.terminal.ask('What does it work on', 'todo'));
    const otherwise = kind === 'design' ? `${word}-service` : `my-${word}`;
    return { tag: word, name: name ?? (await this.terminal.ask(`Name of the ${kind}`, otherwise)) };
  }

  private async write(path: string, content: string, overwrite: boolean): Promise<void> {
    try {
      await writeFile(resolve(this.terminal.cwd, path), content, { flag: overwrite ? 'w' : 'wx' });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw new UsageError(`${path} is there already: name another file, or say --overwrite`);
      throw new UsageError(`cannot write ${path}: ${message}`);
    }
  }
}

function next(kind: 'job' | 'design', path: string): string {
  return kind === 'job' ? `job-runner plan ${path}` : `DESIGN=${path} node dist/engine-service.js`;
}
