import { Option } from 'nest-commander';

interface OptionOfMany {
  readonly flags: string;
  readonly description: string;
  readonly parse: (text: string, earlier?: string[]) => unknown;
}

/** Gives a command options that several commands have. */
export function addOptions(options: Readonly<Record<string, OptionOfMany>>): ClassDecorator {
  return ({ prototype }) => {
    for (const [name, { parse, ...option }] of Object.entries(options)) {
      // The options of a method are its metadata: each command has methods of its own.
      const descriptor = { value: (text: string, earlier?: string[]) => parse(text, earlier), configurable: true };
      Object.defineProperty(prototype, name, descriptor);
      Option(option)(prototype as object, name, descriptor);
    }
  };
}
