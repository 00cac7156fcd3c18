import { applyDecorators, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type CommandGuarantees, PLAIN_INPUT } from './offered-command';

interface Declaration extends CommandGuarantees {
  name: string;
}

export const Declared = DiscoveryService.createDecorator<Declaration>();

/** Makes a provider the handler of one command. Modules that import ComposableModule have it discovered at start. */
export function CommandHandler(name: string, traits: CommandGuarantees): ClassDecorator {
  return applyDecorators(Injectable(), Declared({ ...traits, name }));
}

/** Makes a provider the handler of everything that is not a command message. */
export function PlainInputHandler(traits: CommandGuarantees): ClassDecorator {
  return CommandHandler(PLAIN_INPUT, traits);
}
