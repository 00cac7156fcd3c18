export interface DocumentInfo {
  id: string;
  /** RFC 3339, UTC. */
  createdAt: string;
  /** RFC 3339, UTC. */
  lastModified: string;
  /** Counts the writes since the document was made. */
  version: number;
}

export interface StoredDocument extends DocumentInfo {
  /** The content: the text of a JSON object. */
  json: string;
  /** Changes with every write and is never reused: not even when the document is deleted and created again. */
  tag: string;
}
