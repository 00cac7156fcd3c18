import { type CommandTraits, type JsonObject, type ReadForms } from '#contract/pure';
import { descriptorId, definingDocument } from '../document/address';
import type { Translation } from '../translation/translation';
import { type Descriptor, type Vocabulary } from '../vocabulary/vocabulary';
import { type Field, fieldTree, TooManyFields } from './field-tree';
import { findTransitions, type FoundTransition, meaningOf } from './find-transition';
import { type Mapped, Unmatched } from '../translation/mapped';
import { matchInput } from './match-input';
import { matchByIds, matchResponse, returnedBy } from './match-response';
import { Terms } from './terms';

/** What a task asks for. */
export interface Wanted {
  /** The absolute id of a transition. */
  readonly does: string;
  /** A profile that knows this transition; without it only ids tell what a term means. */
  readonly vocabulary?: Vocabulary;
}

/** What one service says of itself. */
export interface Offered {
  readonly vocabulary: Vocabulary;
  readonly digest: string;
  readonly forms: ReadForms;
}

export type TermBinding = { readonly translation: Translation } | { readonly unmatched: string };

/** A translation, if every term has exactly one field and every field that the service requires has a term. */
export function bindTerms(wanted: Wanted, offered: Offered, input: JsonObject): TermBinding {
  try {
    return { translation: translationOf(wanted, offered, input) };
  } catch (error) {
    if (error instanceof Unmatched || error instanceof TooManyFields) return { unmatched: error.message };
    throw error;
  }
}

function translationOf({ does, vocabulary }: Wanted, offered: Offered, input: JsonObject): Translation {
  const { reference, descriptor } = transitionIn(offered.vocabulary, does, vocabulary);
  const form = formFor(descriptor, offered);
  const fields = fieldTree(offered.vocabulary, reference);
  const request = matchInput(input, new Terms(definingDocument(does), vocabulary, does), fields);
  assertComplete(request, form);
  return {
    does,
    transition: reference,
    digest: offered.digest,
    ...(form.message && { message: form.message }),
    request,
    response: responseOf({ does, vocabulary }, offered.vocabulary, reference),
  };
}

function transitionIn(offered: Vocabulary, does: string, wanted: Vocabulary | undefined): FoundTransition {
  const [transition, another] = findTransitions(offered, meaningOf(does, wanted));
  if (!transition) throw new Unmatched(`its profile has no transition ${does}`);
  if (another)
    throw new Unmatched(`${transition.descriptor.key} and ${another.descriptor.key} of its profile are both ${does}`);
  return transition;
}

interface Form {
  readonly message: Translation['message'] | null;
  readonly required: readonly string[];
}

/** The command that a transition is called by: the one that names it as its descriptor, else the one of its name. */
function formFor(transition: Descriptor, { forms, vocabulary }: Offered): Form {
  if (forms.dialect !== 'descriptive') return plainForm(transition, vocabulary, forms);
  const commands = Object.entries(forms.commands);
  const tied = commands.filter(([, { descriptor }]) => isTied(descriptor, transition, vocabulary));
  const [found, another] = tied.length > 0 ? tied : commands.filter(([command]) => command === transition.key);
  if (!found) throw new Unmatched(`its forms have no command for ${transition.key}`);
  if (another) throw new Unmatched(`its forms have two commands for ${transition.key}: ${found[0]} and ${another[0]}`);
  const [command, { requiredFields: required = [] }] = found;
  if (forms.resource === undefined) throw new Unmatched('its forms do not name the resource of its commands');
  return { message: { command, resource: forms.resource }, required };
}

function isTied(descriptor: CommandTraits['descriptor'], { ids }: Descriptor, { address }: Vocabulary): boolean {
  const id = descriptor === undefined ? undefined : descriptorId(descriptor, address);
  return id !== undefined && ids[0] === id;
}

function plainForm(transition: Descriptor, { transitions }: Vocabulary, { requiredInput = [] }: ReadForms): Form {
  if (transitions.length > 1) {
    throw new Unmatched(`it takes plain input, so its message cannot say that ${transition.key} is wanted`);
  }
  return { message: null, required: requiredInput };
}

/** A `create` without an id is given one by job-control. */
function assertComplete(request: readonly Mapped[], { message, required }: Form): void {
  const given = new Set(request.map(({ field }) => field[0]));
  const isMade = (name: string): boolean => message?.command === 'create' && name === 'id';
  const missing = required.filter((name) => !given.has(name) && !isMade(name));
  if (missing.length === 0) return;
  throw new Unmatched(`it requires ${missing.map((name) => `"${name}"`).join(', ')}, for which there is no term`);
}

function responseOf({ does, vocabulary }: Wanted, offered: Vocabulary, reference: string): Mapped[] {
  const fields = fieldTree(offered, returnedBy(offered, reference));
  if (!vocabulary) return matchByIds(definingDocument(does), fields);
  const terms: Field[] = fieldTree(vocabulary, returnedBy(vocabulary, does));
  return matchResponse(terms, fields);
}
