export type { CallResponse, Call } from './commands/call';
export { readCall } from './calls/read-call';
export { type OfferedCommand, type CommandGuarantees } from './commands/offered-command';
/** @public Services of other repositories use both. */
export { CommandHandler, PlainInputHandler } from './commands/command-handler.decorator';
export type { AnyHandler, Handled, Handler, Work } from './commands/handler';
export { PrepareAgain } from './commands/prepare-again';
export { ComposableModule } from './composable.module';
export type { ComposableOptions } from './composable-options';
export { ApiCall, CALL_BODY, ResultView, RevertedView } from './http/describe-call';
export { ledgerMigrations } from './ledger/ledger.migrations';
export type { LedgerSchema } from './ledger/ledger.schema';
export { changedSince } from './ledger/revisions';
export { DiscoveryClientModule } from './registration/discovery-client.module';
export { RegistrationModule } from './registration/registration.module';
