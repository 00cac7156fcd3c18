const MOST = 200;
const OTHERS = 'other';

/** Bounds the time series of names that come from outside: from the 201st on they are `other`. */
export class BoundedLabels {
  private readonly names = new Set<string>();

  of(name: string): string {
    if (this.names.has(name)) return name;
    if (this.names.size >= MOST) return OTHERS;
    this.names.add(name);
    return name;
  }
}
