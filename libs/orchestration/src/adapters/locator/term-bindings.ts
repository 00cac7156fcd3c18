import { bindTerms, type TermBinding, type Wanted } from '#alps';
import { isJsonObject, type JsonObject, type ReadForms } from '#contract/pure';
import type { ProfileOffer } from './transition-directory';

/** Of one profile: inputs of different shapes. */
const MOST_KEPT = 100;

/** Which field each term has at a service, computed once per profile, forms and shape of the input. */
export class TermBindings {
  private readonly known = new WeakMap<ProfileOffer, Map<string, Known>>();

  of(wanted: Wanted, offer: ProfileOffer, forms: ReadForms, terms: JsonObject): TermBinding {
    const bindings = this.known.get(offer) ?? new Map<string, Known>();
    this.known.set(offer, bindings);
    const key = `${wanted.does} ${shapeOf(terms)}`;
    const known = bindings.get(key);
    if (known?.forms === forms) return known.binding;
    const binding = bindTerms(wanted, { ...offer, forms }, terms);
    if (bindings.size >= MOST_KEPT) bindings.clear();
    bindings.set(key, { forms, binding });
    return binding;
  }
}

interface Known {
  readonly forms: ReadForms;
  readonly binding: TermBinding;
}

/** All that a mapping depends on: names, and what has members of its own. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shapeOf))].join()}]`;
  if (!isJsonObject(value)) return '';
  return `{${Object.entries(value)
    .map(([name, member]) => JSON.stringify(name) + shapeOf(member))
    .join()}}`;
}
