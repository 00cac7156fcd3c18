import { Command } from 'nest-commander';
import { namedAddresses } from '../login/named-addresses';
import { TokenStore } from '../settings/token-store';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

@Command({ name: 'logout', description: 'forget the tokens for these addresses; without any, all of them' })
export class LogoutCommand extends CliCommand {
  protected async execute(_args: string[], flags: CommonFlags): Promise<void> {
    const store = new TokenStore(this.terminal.configDir);
    const named = flags.jobUrl ?? flags.stateUrl ?? flags.discoveryUrl;
    const addresses = named === undefined ? await store.addresses() : namedAddresses(flags);
    await store.forget(addresses);
    if (flags.json) return this.printJson({ addresses });
    this.print(
      addresses.length === 0 ? ['there was no token'] : addresses.map((address) => `logged out at ${address}`),
    );
  }
}
