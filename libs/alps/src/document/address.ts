/** The address of a document, without its fragment; undefined if it is no http or https address. */
export function documentAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.hash = '';
  return url.href;
}

/** The absolute id of a descriptor, in the one spelling in which ids are compared; undefined if there is no fragment. */
export function descriptorId(reference: string, base?: string): string | undefined {
  if (!URL.canParse(reference, base)) return undefined;
  const { href, hash } = new URL(reference, base);
  return hash.length > 1 ? href : undefined;
}

/** The absolute id of a descriptor of this document. */
export function idIn(document: string, id: string): string {
  const url = new URL(document);
  url.hash = id;
  return url.href;
}

/** The document that has a descriptor. */
export function definingDocument(descriptor: string): string {
  return descriptor.slice(0, descriptor.indexOf('#'));
}
