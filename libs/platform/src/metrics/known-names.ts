const MOST = 200;
const OTHERS = 'other';

/** Keeps names that come from outside from becoming any number of time series: from the 201st on they are `other`. */
export class KnownNames {
  private readonly names = new Set<string>();

  of(name: string): string {
    if (this.names.has(name)) return name;
    if (this.names.size >= MOST) return OTHERS;
    this.names.add(name);
    return name;
  }
}
