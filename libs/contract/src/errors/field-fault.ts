/** One fault of an input: its place (RFC 6901 pointer) and what was expected there. */
export interface FieldFault {
  pointer: string;
  message: string;
}
