export type { Answer, Call } from './calls/call';
export { type Command, type CommandTraits, PLAIN_INPUT } from './commands/command';
export { CommandHandler, PlainInputHandler } from './commands/command-handler.decorator';
export type { AnyHandler, Handled, Handler, Work } from './commands/handler';
export { PrepareAgain } from './commands/prepare-again';
export { ComposableModule } from './composable.module';
export type { ComposableOptions } from './composable-options';
export { ledgerMigrations } from './ledger/ledger.migrations';
