import { Command } from 'nest-commander';
import { explain, explanationLines } from '../failure/explain';
import { EXIT } from '../failure/exit-codes';
import { recognizeServer } from '../platform/recognize-server';
import { table } from '../render/table';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags } from '../settings/settings';
import { print } from '../terminal/terminal';
import { CliCommand } from './cli-command';

const NO_CALLER = 'not logged in';
const EVERYBODY = 'everybody: it does not ask';

@Command({ name: 'whoami', description: 'show who each app of the platform takes you for, and what you may do there' })
export class WhoAmICommand extends CliCommand {
  protected async execute(_args: string[], flags: CommonFlags): Promise<number> {
    const settings = await loadSettings(this.terminal, flags);
    const found: object[] = [];
    const rows: string[][] = [];
    let exitCode: number = EXIT.ok;
    for (const { address, client } of await this.platform.abouts(settings)) {
      try {
        const about = await client.whoAmI();
        const { service, authentication, principal, scopes } = about;
        const caller = principal ?? (authentication === 'off' ? EVERYBODY : NO_CALLER);
        found.push({ address, ...about });
        rows.push([service, address, caller, scopes.join(' ')]);
      } catch (error) {
        const explanation = explain(await recognizeServer(error, this.platform));
        exitCode = explanation.exitCode;
        print(this.terminal.err, explanationLines(explanation, settings.json));
      }
    }
    if (found.length > 0) await this.show(settings, found, (wide) => table([HEADING, ...rows], this.columns(wide)));
    return exitCode;
  }
}

const HEADING = ['APP', 'ADDRESS', 'YOU ARE', 'SCOPES'];
