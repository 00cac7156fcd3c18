import { spellingsOf } from './spellings';

/** Removes known values from texts. It never forgets a value: one that was rotated may still come back. */
export class Redactor {
  private readonly names = new Map<string, string>();
  private readonly known = new Set<string>();
  private pattern: RegExp | null = null;

  get any(): boolean {
    return this.names.size > 0;
  }

  learn(name: string, value: string): void {
    const key = `${name}=${value}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    for (const spelling of spellingsOf(value)) {
      if (!this.names.has(spelling)) this.names.set(spelling, name);
    }
    // The longest first: one secret may be a prefix of another.
    const spellings = [...this.names.keys()].sort((a, b) => b.length - a.length);
    this.pattern = new RegExp(spellings.map(escape).join('|'), 'g');
  }

  redact(text: string): string {
    if (this.pattern === null) return text;
    return text.replace(this.pattern, (found) => `[secret:${this.names.get(found) ?? ''}]`);
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
