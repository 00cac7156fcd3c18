import { Command, Option } from 'nest-commander';
import { isApiError } from '../failure/client-errors';
import { UsageError } from '../failure/usage-error';
import { namedAddresses } from '../login/named-addresses';
import { TokenStore } from '../settings/token-store';
import { readToken } from '../settings/load-settings';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

interface LoginFlags extends CommonFlags {
  offline?: boolean;
}

const QUESTION = 'API key or token';
const UNCHECKED = 'not checked';

@Command({
  name: 'login',
  description: 'check an API key or token with the platform at these addresses, and remember it',
})
export class LoginCommand extends CliCommand<LoginFlags> {
  protected async execute(_args: string[], flags: LoginFlags): Promise<void> {
    const addresses = namedAddresses(flags);
    const token = (await readToken(this.terminal, flags)) ?? (await this.terminal.ask(QUESTION, '')).trim();
    if (token === '') throw new UsageError('there is no token: give one by --token-file, --token or JOB_RUNNER_TOKEN');
    const callers = new Map<string, string>();
    for (const address of addresses) {
      callers.set(address, flags.offline ? UNCHECKED : await this.callerAt(address, token));
    }
    await new TokenStore(this.terminal.configDir).store(addresses, token);
    if (flags.json) return this.printJson({ addresses });
    this.print([...callers].map(([address, caller]) => `logged in at ${address} (${caller})`));
  }

  @Option({ flags: '--offline', description: 'remember it unchecked: the platform is not asked' })
  offline(): boolean {
    return true;
  }

  /** @throws ApiError when the platform refuses the token */
  private async callerAt(address: string, token: string): Promise<string> {
    const setBy = 'the address, or say --offline';
    try {
      const client = await this.platform.about('the platform', { url: address, setBy, token: () => token });
      const { principal, service } = await client.whoAmI();
      return principal === undefined ? `${service} has AUTH off` : `${principal} at ${service}`;
    } catch (error) {
      // An older app has no such endpoint.
      if (isApiError(error) && error.status === 404 && error.code !== 'bad-answer') return UNCHECKED;
      throw error;
    }
  }
}
