import { applyDecorators, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type CommandTraits, PLAIN_INPUT } from './command';

interface Declaration extends CommandTraits {
  name: string;
}

export const Declared = DiscoveryService.createDecorator<Declaration>();

/** Makes a provider the handler of one command. Whoever imports ComposableModule has it found at start. */
export function CommandHandler(name: string, traits: CommandTraits): ClassDecorator {
  return applyDecorators(Injectable(), Declared({ ...traits, name }));
}

/** Makes a provider the handler of everything that is not a command message. */
export function PlainInputHandler(traits: CommandTraits): ClassDecorator {
  return CommandHandler(PLAIN_INPUT, traits);
}
