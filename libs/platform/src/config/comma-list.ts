/** The members of a comma-separated setting; none if it is absent. */
export function commaList(text: string | undefined): string[] {
  return (
    text
      ?.split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '') ?? []
  );
}
