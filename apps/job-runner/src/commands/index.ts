import type { Type } from '@nestjs/common';
import type { CommandRunner } from 'nest-commander';
import { ApproveCommand } from './actions/approve.command';
import { CancelCommand } from './actions/cancel.command';
import { ContinueCommand } from './actions/continue.command';
import { KillCommand } from './actions/kill.command';
import { PauseCommand } from './actions/pause.command';
import { RejectCommand } from './actions/reject.command';
import { RerunCommand } from './actions/rerun.command';
import { RevertCommand } from './actions/revert.command';
import { AuditCommand } from './audit.command';
import { CompleteCommand } from './complete.command';
import { CompletionCommand } from './completion.command';
import { ContractCommand } from './contract.command';
import { DefineCommand } from './definitions/define.command';
import { DefinitionsListCommand } from './definitions/definitions-list.command';
import { DefinitionsRetireCommand } from './definitions/definitions-retire.command';
import { DefinitionsShowCommand } from './definitions/definitions-show.command';
import { DefinitionsVersionsCommand } from './definitions/definitions-versions.command';
import { DefinitionsCommand } from './definitions/definitions.command';
import { StartCommand } from './definitions/start.command';
import { EventsCommand } from './events.command';
import { GetCommand } from './get.command';
import { InitCommand } from './init.command';
import { ListCommand } from './list.command';
import { LoginCommand } from './login.command';
import { LogoutCommand } from './logout.command';
import { MakeKeyCommand } from './make-key.command';
import { PlanCommand } from './plan.command';
import { ReplayCommand } from './replay.command';
import { RunCommand } from './run.command';
import { SignalCommand } from './signal.command';
import { ServicesCommand } from './services.command';
import { StateDeleteCommand } from './state/state-delete.command';
import { StateGetCommand } from './state/state-get.command';
import { StateListCommand } from './state/state-list.command';
import { StatePatchCommand } from './state/state-patch.command';
import { StatePutCommand } from './state/state-put.command';
import { StateCommand } from './state/state.command';
import { ValidateCommand } from './validate.command';
import { WatchCommand } from './watch.command';
import { WhoAmICommand } from './whoami.command';

/** Every command, in the order of the help. */
export const COMMANDS: Type<CommandRunner>[] = [
  InitCommand,
  RunCommand,
  ValidateCommand,
  PlanCommand,
  DefineCommand,
  StartCommand,
  DefinitionsCommand,
  DefinitionsListCommand,
  DefinitionsShowCommand,
  DefinitionsVersionsCommand,
  DefinitionsRetireCommand,
  ListCommand,
  GetCommand,
  WatchCommand,
  EventsCommand,
  ReplayCommand,
  CancelCommand,
  KillCommand,
  PauseCommand,
  ContinueCommand,
  ApproveCommand,
  RejectCommand,
  SignalCommand,
  RerunCommand,
  RevertCommand,
  ServicesCommand,
  AuditCommand,
  ContractCommand,
  StateCommand,
  StateListCommand,
  StateGetCommand,
  StatePutCommand,
  StatePatchCommand,
  StateDeleteCommand,
  LoginCommand,
  LogoutCommand,
  WhoAmICommand,
  MakeKeyCommand,
  CompletionCommand,
  CompleteCommand,
];
