export const DESCRIPTOR_TYPES = ['semantic', 'safe', 'idempotent', 'unsafe'] as const;
export type DescriptorType = (typeof DESCRIPTOR_TYPES)[number];

/** A descriptor as its document has it: nothing is inherited yet. Ids and references are absolute. */
export interface RawDescriptor {
  readonly pointer: string;
  readonly id?: string;
  readonly name?: string;
  readonly title?: string;
  readonly type?: DescriptorType;
  readonly href?: string;
  readonly def?: string;
  readonly rt?: string;
  readonly descriptors: readonly RawDescriptor[];
}

/** A document that was read; what is wrong in it was left out and is listed in its faults. */
export interface AlpsDocument {
  readonly address: string;
  readonly title?: string;
  readonly descriptors: readonly RawDescriptor[];
  readonly byId: ReadonlyMap<string, RawDescriptor>;
  /** Addresses of the other documents that its descriptors refer to. */
  readonly links: readonly string[];
}
