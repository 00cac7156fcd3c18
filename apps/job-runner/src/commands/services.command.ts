import type { ServiceEntry } from '#contract';
import { Command, Option } from 'nest-commander';
import { table } from '../render/table';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

interface ServicesFlags extends CommonFlags {
  tag?: string;
  name?: string;
  profile?: string;
  health?: string;
}

@Command({ name: 'services', description: 'list the services that jobs can use now' })
export class ServicesCommand extends CliCommand<ServicesFlags> {
  protected async execute(_args: string[], flags: ServicesFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { tag, name, profile, health } = flags;
    const services = await (await this.platform.discovery(settings)).services({ tag, name, profile, health });
    await this.show(settings, services, (wide) =>
      services.length === 0 ? ['no services'] : table([HEADING, ...services.map(row)], this.columns(wide)),
    );
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

  @Option({
    flags: '--health <health>',
    description: 'only services that are healthy, failing, unverified or evicted (hidden otherwise)',
  })
  health(health: string): string {
    return health;
  }
}

const HEADING = ['NAME', 'ADDRESS', 'HEALTH', 'TAGS', 'REGISTRY ID', 'REASON'];

function row({ name, url, health, reason, tags, registryID }: ServiceEntry): string[] {
  return [name, url, health, (tags ?? []).join(', '), registryID, reason ?? ''];
}
