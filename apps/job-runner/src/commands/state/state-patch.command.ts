import type { JsonPatchOperation } from '#clients';
import { SubCommand } from 'nest-commander';
import { isObject, readJsonFile } from '../../files/json-file';
import { loadSettings } from '../../settings/load-settings';
import type { CommonFlags } from '../../settings/settings';
import { CliCommand } from '../cli-command';

@SubCommand({
  name: 'patch',
  arguments: '<id> <file>',
  description: 'change a state document: an array is a JSON Patch (RFC 6902), an object a merge patch (RFC 7396)',
})
export class StatePatchCommand extends CliCommand {
  protected async execute([id = '', name = '']: string[], flags: CommonFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const file = await readJsonFile(this.terminal, name);
    const client = await this.platform.state(settings);
    if (Array.isArray(file.value)) await client.patch(id, file.value as JsonPatchOperation[]);
    else if (isObject(file.value)) await client.mergePatch(id, file.value);
    else throw file.invalid('a patch', [{ pointer: '', message: 'expected an array or an object' }]);
    this.print([`${id}: patched`]);
  }
}
