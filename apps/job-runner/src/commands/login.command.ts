import { Command } from 'nest-commander';
import { UsageError } from '../failure/usage-error';
import { namedAddresses } from '../login/named-addresses';
import { TokenStore } from '../login/token-store';
import { readToken } from '../settings/load-settings';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

const QUESTION = 'API key or token';

@Command({ name: 'login', description: 'remember an API key or token for the platform at these addresses' })
export class LoginCommand extends CliCommand {
  protected async execute(_args: string[], flags: CommonFlags): Promise<void> {
    const addresses = namedAddresses(flags);
    const token = (await readToken(this.terminal, flags)) ?? (await this.terminal.ask(QUESTION, '')).trim();
    if (token === '') throw new UsageError('there is no token: give one by --token-file, --token or JOB_RUNNER_TOKEN');
    await new TokenStore(this.terminal.configDir).store(addresses, token);
    if (flags.json) return this.printJson({ addresses });
    this.print(addresses.map((address) => `logged in at ${address}`));
  }
}
