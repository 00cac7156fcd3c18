import type { ServiceEntry } from '#contract';
import type { DiscoveryClient } from '#clients';
import { Command } from 'nest-commander';
import { UsageError } from '../failure/usage-error';
import { contractLines } from '../render/contract-lines';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

@Command({
  name: 'contract',
  arguments: '<service>',
  argsDescription: { service: 'name or registry id of a service' },
  description: 'show what is known of a service at run time: commands, fields, ALPS profile, and what does not fit',
})
export class ContractCommand extends CliCommand {
  protected async execute([service = '']: string[], flags: CommonFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const discovery = await this.platform.discovery(settings);
    const contract = await discovery.contract(await registryIdOf(discovery, service));
    await this.show(settings, contract, () => contractLines(contract));
  }
}

/** Instances of one name offer the same: any stands for them, as far as their addresses are one. */
async function registryIdOf(discovery: DiscoveryClient, service: string): Promise<string> {
  const [first, ...others] = (await discovery.services({ name: service })).items;
  if (!first) return service;
  if (others.length === 0) return first.registryID;
  const instances = [first, ...others].map(({ registryID, url }: ServiceEntry) => `${registryID}  ${url}`);
  throw new UsageError(`${service} has ${instances.length} instances; say which:\n${instances.join('\n')}`);
}
