export interface DocumentInfo {
  id: string;
  /** RFC 3339, UTC. */
  createdAt: string;
  /** RFC 3339, UTC. */
  lastModified: string;
  /** Counts the writes since the document was made. */
  version: number;
}

export interface StateDocument extends DocumentInfo {
  /** The content: the text of a JSON object. */
  json: string;
  /** Changes with every write, and never comes back: not even when the document is deleted and made anew. */
  tag: string;
}
