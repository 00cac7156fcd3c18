import type { Handled } from '#composable';
import type { CommandDto } from '#contract';

const OK = 200;
const CREATED = 201;
const NO_CONTENT = 204;

/** Gives a result the status and shape that the design declares, or the default of its kind. */
export function recordResult(name: string, { output }: CommandDto, result: unknown): Handled {
  const status = output?.statusCode ?? usualStatus(name, returnsNothing(name, output));
  if (status === NO_CONTENT) return { status };
  return { status, result: returnsNothing(name, output) ? null : result };
}

function returnsNothing(name: string, output: CommandDto['output']): boolean {
  // The caller of a create must get the id, whatever the design says.
  if (name === 'create') return false;
  if (!output?.returns && !output?.type) return name === 'delete';
  return output.returns === 'none' || (output.returns === undefined && output.type === 'null');
}

function usualStatus(name: string, nothing: boolean): number {
  if (name === 'create') return CREATED;
  return nothing ? NO_CONTENT : OK;
}
