import { Logger } from '@nestjs/common';
import type { FieldFault } from '#contract';

const logger = new Logger('OlderClients');

/** Members of older clients without a meaning here are accepted and logged. */
export function logIgnoredMembers(call: string, warnings: readonly FieldFault[]): void {
  if (warnings.length === 0) return;
  const warned = warnings.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ');
  logger.log({ message: `${call}: accepted, with members that are ignored: ${warned}` });
}
