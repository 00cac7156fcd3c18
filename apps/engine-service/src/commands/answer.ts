import type { Handled } from '#composable';
import type { CommandDto } from '#contract';

const OK = 200;
const CREATED = 201;
const NO_CONTENT = 204;

/** Puts a result into the status and shape that the design declares, or that is usual. */
export function answer(name: string, { output }: CommandDto, result: unknown): Handled {
  const status = output?.statusCode ?? usualStatus(name, returnsNothing(name, output));
  if (status === NO_CONTENT) return { status };
  return { status, result: returnsNothing(name, output) ? null : result };
}

function returnsNothing(name: string, output: CommandDto['output']): boolean {
  // The caller of a create must learn the id, whatever the design says.
  if (name === 'create') return false;
  if (!output?.returns && !output?.type) return name === 'delete';
  return output.returns === 'none' || (output.returns === undefined && output.type === 'null');
}

function usualStatus(name: string, nothing: boolean): number {
  if (name === 'create') return CREATED;
  return nothing ? NO_CONTENT : OK;
}
