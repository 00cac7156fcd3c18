import type { ServiceEntry } from '#contract';
import { Command, Option } from 'nest-commander';
import { table } from '../render/table';
import { loadSettings } from '../settings/load-settings';
import { wholeNumber } from '../settings/numbers';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

interface ServicesFlags extends CommonFlags {
  tag?: string;
  name?: string;
  profile?: string;
  does?: string;
  health?: string;
  limit?: number;
  cursor?: string;
}

@Command({ name: 'services', description: 'list the services that jobs can use now' })
export class ServicesCommand extends CliCommand<ServicesFlags> {
  protected async execute(_args: string[], flags: ServicesFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { tag, name, profile, does, health, limit, cursor } = flags;
    const discovery = await this.platform.discovery(settings);
    const { items, cursor: next } = await discovery.services({ tag, name, profile, does, health, limit, cursor });
    await this.show(settings, items, (wide) => [
      ...(items.length === 0 ? ['no services'] : table([HEADING, ...items.map(row)], this.columns(wide))),
      ...(next === undefined ? [] : [`more: --cursor ${next}`]),
    ]);
  }

  @Option({ flags: '--tag <tag>', description: 'only services that offer this tag or resource' })
  tag(tag: string): string {
    return tag;
  }

  @Option({ flags: '--name <name>', description: 'only services of this name' })
  name(name: string): string {
    return name;
  }

  @Option({ flags: '--profile <profile>', description: 'only services of this profile' })
  profile(profile: string): string {
    return profile;
  }

  @Option({ flags: '--does <id>', description: 'only services whose ALPS profile has this transition' })
  does(id: string): string {
    return id;
  }

  @Option({
    flags: '--health <health>',
    description: 'only services that are healthy, failing, unverified or evicted (hidden otherwise)',
  })
  health(health: string): string {
    return health;
  }

  @Option({ flags: '--limit <count>', description: 'at most so many (all when not said)' })
  limit(count: string): number {
    return wholeNumber('--limit', count);
  }

  @Option({ flags: '--cursor <cursor>', description: 'go on where an earlier list ended' })
  cursor(cursor: string): string {
    return cursor;
  }
}

const HEADING = ['NAME', 'ADDRESS', 'HEALTH', 'TAGS', 'REGISTRY ID', 'REASON'];

function row({ name, url, health, reason, tags, registryID }: ServiceEntry): string[] {
  return [name, url, health, (tags ?? []).join(', '), registryID, reason ?? ''];
}
