import { Command, Option } from 'nest-commander';
import { UsageError } from '../failure/usage-error';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

interface MakeKeyFlags extends CommonFlags {
  id?: string;
  principal?: string;
  scope?: string[];
  expires?: string;
}

/** Makes no call: the key is valid once an app's AUTH_KEYS_FILE contains its line. */
@Command({ name: 'make-key', description: 'make an API key: the key, and the line for AUTH_KEYS_FILE' })
export class MakeKeyCommand extends CliCommand<MakeKeyFlags> {
  protected async execute(_args: string[], flags: MakeKeyFlags): Promise<void> {
    const { makeCheckedApiKey } = await import('#platform');
    const { id, principal = id, scope: scopes, expires } = flags;
    const { key, entry } = made(() => makeCheckedApiKey({ id, principal, scopes, expires }));
    if (flags.json) return this.printJson({ key, entry });
    this.print([
      'The key, shown this once; the caller keeps it:',
      `  ${key}`,
      'For the array in AUTH_KEYS_FILE:',
      `  ${JSON.stringify(entry)}`,
    ]);
  }

  @Option({ flags: '--id <id>', description: 'a name for the key, up to 64 of a-z 0-9 -', required: true })
  id(id: string): string {
    return id;
  }

  @Option({ flags: '--principal <name>', description: 'who calls with it; the id when not said' })
  principal(name: string): string {
    return name;
  }

  @Option({ flags: '--scope <scope...>', description: 'what it opens: jobs:read jobs:write …', required: true })
  scope(scope: string, before: string[] = []): string[] {
    return [...before, ...scope.split(/[\s,]+/)];
  }

  @Option({ flags: '--expires <time>', description: 'until when it counts (RFC 3339); for ever when not said' })
  expires(time: string): string {
    return time;
  }
}

function made<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
