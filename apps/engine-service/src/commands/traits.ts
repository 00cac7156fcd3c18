import type { CommandTraits } from '#composable';
import { type CommandDto, type CommandKind, type Design, inputsOf, type Reversibility } from '#contract';
import { SAFE_COMMANDS } from '#contract/pure';
import type { CustomCommand } from '../custom/custom-command';
import { payloadSchema, resultSchema } from '../forms/schemas';

/** What changes something, and is idempotent even without a request id. */
const IDEMPOTENT = new Set<CommandKind>(['update', 'set-fields']);

/** What a command promises: what the design says, else what is usual for its kind. */
export function traitsOf(
  name: string,
  kind: CommandKind,
  design: Design,
  custom: CustomCommand | undefined,
): CommandTraits {
  const command = design.commands.get(name)!;
  const { description, inputs, transitionType = {} } = command;
  const safe = SAFE_COMMANDS.has(kind) || (kind === 'custom' && transitionType.safe === true);
  return {
    ...(description === undefined ? {} : { description }),
    safe,
    idempotent: safe || (transitionType.idempotent ?? IDEMPOTENT.has(kind)),
    reversible: safe || (custom && !custom.revert) ? 'none' : reversibility(transitionType.reversible),
    requiredFields: inputs?.required ?? [],
    optionalFields: inputsOf(command).filter((input) => !inputs?.required?.includes(input)),
    payloadSchema: payloadSchema(command, design.fields),
    resultSchema: resultSchema(name, command, design.fields),
  };
}

function reversibility(declared: CommandDtoReversible): Reversibility {
  if (declared === false) return 'none';
  return declared === true || declared === undefined ? 'full' : declared;
}

type CommandDtoReversible = NonNullable<CommandDto['transitionType']>['reversible'];
