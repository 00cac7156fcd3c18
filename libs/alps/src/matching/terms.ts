import { idIn } from '../document/address';
import type { Vocabulary } from '../vocabulary/vocabulary';
import { everyField, type Field, fieldTree } from './field-tree';
import type { Meaning } from './same-meaning';

/** The terms in which a job is written: those of the profile that its transition stands in. */
export class Terms {
  private readonly fields: readonly Field[];

  /**
   * @param address of the profile's document
   * @param vocabulary what is known of that profile; without it a term is taken for the id of a descriptor
   * @throws TooManyFields
   */
  constructor(
    private readonly address: string,
    vocabulary: Vocabulary | undefined,
    transition: string,
  ) {
    this.fields = vocabulary ? fieldTree(vocabulary, transition) : [];
  }

  /** Terms of an object, or of a whole message. */
  below(parent: Field | null): readonly Field[] {
    return parent ? parent.fields : this.fields;
  }

  /** The term of this name within an object: that object's own, or any other of the profile. */
  called(name: string, parent: Field | null): Field | null {
    const id = idIn(this.address, name);
    const own = this.below(parent);
    const all = [...everyField(this.fields)];
    return (
      own.find(({ descriptor }) => descriptor.key === name) ??
      own.find(({ descriptor }) => descriptor.ids[0] === id) ??
      all.find(({ descriptor }) => descriptor.ids[0] === id) ??
      null
    );
  }

  meaning(name: string, term: Field | null): Meaning {
    if (!term) return { id: idIn(this.address, name) };
    const { ids, def } = term.descriptor;
    return { id: ids[0]!, ...(def !== undefined && { def }) };
  }
}
