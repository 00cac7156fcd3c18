import type { Vocabulary } from '#alps';
import { AnyObject, NestedList, Text, TextList } from '#contract';

/** Services whose profiles mean the same. */
export class TransitionOffer {
  @Text({ required: true, description: 'Digest of what their profile means' })
  digest!: string;

  @TextList({ required: true, description: 'Registry ids' })
  services!: string[];

  @AnyObject({ required: true, description: 'What their profile says of the transition: a graph of descriptors' })
  vocabulary!: Vocabulary;
}

/** Who offers a transition, and how each calls what it takes and returns. */
export class TransitionOffers {
  @Text({ required: true })
  does!: string;

  @AnyObject({ description: 'The same of the profile in whose terms it is asked for; absent where that is not known' })
  vocabulary?: Vocabulary;

  @NestedList(() => TransitionOffer, { required: true })
  offers!: TransitionOffer[];
}
