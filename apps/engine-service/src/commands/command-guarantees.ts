import type { CommandGuarantees } from '#composable';
import { type CommandDto, type CommandKind, type Design, inputsOf, type Reversibility } from '#contract';
import { SAFE_COMMANDS } from '#contract/pure';
import type { CustomCommand } from '../custom/custom-command';
import { payloadSchema, resultSchema } from '../forms/schemas';

/** Commands with effects that are idempotent even without a request id. */
const IDEMPOTENT = new Set<CommandKind>(['update', 'set-fields']);

/** A command's guarantees: what the design declares, else the default of its kind. */
export function commandGuarantees(
  name: string,
  kind: CommandKind,
  design: Design,
  custom: CustomCommand | undefined,
): CommandGuarantees {
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
