import { type OfferedCommand, PLAIN_INPUT } from './offered-command';

/** Everything that would make one of these commands break its contract, each in one line. */
export function handlerFaults(commands: readonly OfferedCommand[]): string[] {
  return [...commands.flatMap(faultsOf), ...duplicates(commands)];
}

function faultsOf(command: OfferedCommand): string[] {
  const { safe, reversible, handler } = command;
  const what = nameOf(command);
  return [
    ...(typeof handler.execute === 'function' ? [] : [`${what} has no execute method`]),
    ...(!safe && reversible !== 'none' && typeof handler.revert !== 'function'
      ? [`${what} is declared reversible but has no revert method`]
      : []),
  ];
}

function duplicates(commands: readonly OfferedCommand[]): string[] {
  return commands
    .filter(({ name }, index) => commands.findIndex((other) => other.name === name) !== index)
    .map((command) => `${nameOf(command)} is not the only handler of its command`);
}

function nameOf({ name, handler }: OfferedCommand): string {
  return `${handler.constructor.name} (${name === PLAIN_INPUT ? 'plain input' : name})`;
}
