import type { Affordance, DescriptiveForms } from '#contract';
import { type OfferedCommand, PLAIN_INPUT } from '../commands/offered-command';
import type { ComposableOptions } from '../composable-options';

/** The response to `GET /forms`: the descriptive dialect, with what each command guarantees. */
export function formsOf(options: ComposableOptions, commands: readonly OfferedCommand[]): DescriptiveForms {
  const { resource, description, payload = {} } = options;
  return {
    resource,
    ...(description === undefined ? {} : { description }),
    // Every call is kept in the ledger by its request id (ledger.ts).
    requestIds: true,
    messageStructure: {
      command: 'string',
      resource: 'string',
      id: 'string (optional)',
      payload,
      metadata: 'object (optional)',
    },
    affordances: commands.filter(({ name }) => name !== PLAIN_INPUT).map(affordanceOf),
  };
}

function affordanceOf({ name, handler: _, ...traits }: OfferedCommand): Affordance {
  return { command: name, ...traits };
}
