import type { Mapped, Translation } from '#alps';
import type { MappedTermView, TranslationView } from '#contract';

/** A mapping as people read it. */
export function translationView({ transition, digest, message, request }: Translation): TranslationView {
  return { transition, digest, ...(message && { command: message.command }), terms: termsOf(request) };
}

function termsOf(mapped: readonly Mapped[], above: MappedTermView = { term: '', field: '' }): MappedTermView[] {
  return mapped.flatMap(({ term, field, items }) => {
    const one = { term: above.term + term.join('.'), field: above.field + field.join('.') };
    return items ? termsOf(items, { term: `${one.term}[].`, field: `${one.field}[].` }) : [one];
  });
}
