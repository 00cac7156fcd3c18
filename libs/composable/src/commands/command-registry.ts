import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { PlatformError } from '#contract';
import type { Call } from './call';
import { COMPOSABLE_OPTIONS } from '../composable.module-definition';
import type { ComposableOptions } from '../composable-options';
import { type OfferedCommand, PLAIN_INPUT } from './offered-command';
import { Declared } from './command-handler.decorator';
import { handlerFaults } from './handler-faults';
import type { AnyHandler } from './handler';

/** The commands of this service: the decorated providers, and those of the options. */
@Injectable()
export class CommandRegistry implements OnModuleInit {
  private readonly commands = new Map<string, OfferedCommand>();

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(COMPOSABLE_OPTIONS) private readonly options: ComposableOptions,
  ) {}

  /** @throws Error naming every incomplete or duplicate handler: the app must not start with one */
  onModuleInit(): void {
    const found = [...(this.options.commands ?? []), ...this.decorated()];
    const faults = handlerFaults(found);
    if (faults.length > 0) throw new Error(`These command handlers cannot work: ${faults.join('; ')}`);
    for (const command of found) this.commands.set(command.name, command);
  }

  all(): OfferedCommand[] {
    return [...this.commands.values()];
  }

  /** @throws PlatformError `invalid-request` when no handler matches the call */
  for({ message }: Call): OfferedCommand {
    if (message && message.resource !== this.options.resource) {
      throw refusal('/resource', `expected ${this.options.resource}`);
    }
    const command = this.commands.get(message?.command ?? PLAIN_INPUT) ?? (message && this.commands.get(PLAIN_INPUT));
    if (command) return command;
    throw message ? refusal('/command', `expected one of ${this.names()}`) : refusal('', 'expected a command message');
  }

  private names(): string {
    return [...this.commands.keys()].filter((name) => name !== PLAIN_INPUT).join(', ');
  }

  private decorated(): OfferedCommand[] {
    return this.discovery.getProviders({ metadataKey: Declared.KEY }).map((wrapper) => {
      const declared = this.discovery.getMetadataByDecorator(Declared, wrapper)!;
      return { ...declared, handler: wrapper.instance as AnyHandler };
    });
  }
}

function refusal(pointer: string, message: string): PlatformError {
  return new PlatformError('invalid-request', `${pointer || 'body'}: ${message}`, { errors: [{ pointer, message }] });
}
