/** The one spelling of a name, a tag and the like: registered, searched for and asked for by a job, it is spelled so. */
export function spelled(name: string): string {
  return name.trim().normalize('NFC');
}
