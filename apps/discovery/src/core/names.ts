import { type FieldFault, normalizeName } from '#contract';

/** Control, zero-width and bidirectional characters, and unpaired surrogates: names that look alike must be equal. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
const MAX_NAME_LENGTH = 255;

/** The faults of a name as it was sent; invisible characters around it are faults as well. */
export function serviceNameFaults(pointer: string, said: string): FieldFault[] {
  const invisible = INVISIBLE.exec(said)?.[0];
  if (invisible !== undefined) {
    const code = invisible.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return [{ pointer, message: `expected no control, zero-width or bidirectional characters, such as U+${code}` }];
  }
  const { length } = normalizeName(said);
  if (length >= 1 && length <= MAX_NAME_LENGTH) return [];
  return [{ pointer, message: `expected 1 to ${MAX_NAME_LENGTH} characters, spaces around them aside` }];
}
