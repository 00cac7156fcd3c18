import type { EffectContext } from './effect-context';

/** What a job has asked for and not heard of yet, each once. */
export class EffectsUnderWay {
  private readonly contexts = new Map<string, EffectContext>();

  get any(): boolean {
    return this.contexts.size > 0;
  }

  has(key: string): boolean {
    return this.contexts.has(key);
  }

  begin(key: string, context: EffectContext): void {
    this.contexts.set(key, context);
  }

  end(key: string, context: EffectContext): void {
    if (this.contexts.get(key) === context) this.contexts.delete(key);
  }

  /** Looking for something that nobody wants any more ends. A call that was sent is never taken back. */
  keepOnly(wanted: () => ReadonlySet<string>): void {
    let keys: ReadonlySet<string> | null = null;
    for (const [key, context] of this.contexts) {
      if (key.startsWith('call/') || key.startsWith('undo/')) continue;
      keys ??= wanted();
      if (keys.has(key)) continue;
      context.lose();
      this.contexts.delete(key);
    }
  }

  /** Loses everything but what has one of these keys; returns what is left. */
  retain(keys: ReadonlySet<string>): readonly EffectContext[] {
    for (const [key, context] of this.contexts) {
      if (keys.has(key)) continue;
      context.lose();
      this.contexts.delete(key);
    }
    return [...this.contexts.values()];
  }

  loseAll(): void {
    for (const context of this.contexts.values()) context.lose();
    this.contexts.clear();
  }
}
