/** One thing wrong with an input: where (RFC 6901 pointer) and what was expected there. */
export interface FieldFault {
  pointer: string;
  message: string;
}
