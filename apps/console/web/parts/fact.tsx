import { type ComponentChildren } from 'preact';

/** A name and a value, in a list of facts; left out where there is no value. */
export const Fact = ({ name, children }: { name: string; children: ComponentChildren }) =>
  children == null || children === '' ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
