/** The canonical spelling of a name or tag, used when it is registered, searched for and requested by a job. */
export function normalizeName(name: string): string {
  return name.trim().normalize('NFC');
}
