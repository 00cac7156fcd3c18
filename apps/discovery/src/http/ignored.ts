import { Logger } from '@nestjs/common';
import type { FieldFault } from '#contract';

const logger = new Logger('OlderClients');

/** What older clients send and means nothing here is accepted; that it is ignored is logged, for there is no record. */
export function ignored(call: string, warnings: readonly FieldFault[]): void {
  if (warnings.length === 0) return;
  const told = warnings.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ');
  logger.log({ message: `${call}: accepted, with members that mean nothing here: ${told}` });
}
