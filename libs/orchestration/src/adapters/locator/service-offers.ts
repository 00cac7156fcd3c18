import { type CommandTraits, memoize, type ReadForms, traitsOf } from '#contract/pure';
import type { Action, ServiceEntry } from '#contract';
import type { Target } from '../../core/model/unit-state';
import type { Found } from '../../ports/locator.port';

/** What instances offer, computed once per registration and its forms. */
export class ServiceOffers {
  private readonly known = new WeakMap<ServiceEntry, Known>();

  of(entry: ServiceEntry, forms: ReadForms, command: string | null): Found {
    let known = this.known.get(entry);
    if (known?.forms !== forms) this.known.set(entry, (known = { forms, byCommand: memoize(found(entry, forms)) }));
    // Forms describe plain inputs under the empty name.
    return known.byCommand(command ?? '');
  }
}

interface Known {
  readonly forms: ReadForms;
  readonly byCommand: (command: string) => Found;
}

function found(entry: ServiceEntry, forms: ReadForms): (command: string) => Found {
  return (command) => {
    const traits = traitsOf(forms, command);
    return { target: toTarget(entry, forms, traits), traits };
  };
}

/** Why an instance cannot do this; null if it can. */
export function reasonAgainst(entry: ServiceEntry, forms: ReadForms, action: Action): string | null {
  const refused = forms.refused.find((link) => link.action === action);
  if (refused) return `its ${action} link leads to another origin, ${refused.href}`;
  if (!forms.actions[action]) return `it offers no ${action}`;
  const { endpoints } = entry;
  if (!endpoints || endpoints.length === 0 || forms.dialect === 'links') return null;
  return endpoints.some((path) => path.replace(/^\/+|\/+$/g, '') === action) ? null : `it offers no ${action}`;
}

/** The target of an earlier call, at the address of this instance. */
export function movedTo(called: Target, { registryID, url }: ServiceEntry): Target {
  const from = called.url.replace(/\/+$/, '');
  const to = url.replace(/\/+$/, '');
  const move = (address: string | null): string | null =>
    address?.startsWith(from) ? to + address.slice(from.length) : null;
  const { execute, repeat, revert } = called.endpoints;
  const endpoints =
    from === to ? called.endpoints : { execute: move(execute), repeat: move(repeat), revert: move(revert) };
  return { ...called, registryId: registryID, url, endpoints };
}

function toTarget(entry: ServiceEntry, forms: ReadForms, traits: CommandTraits): Target {
  return {
    registryId: entry.registryID,
    name: entry.name,
    url: entry.url,
    endpoints: {
      execute: endpoint(entry, forms, 'execute'),
      repeat: endpoint(entry, forms, 'repeat'),
      revert: endpoint(entry, forms, 'revert'),
    },
    safe: traits.safe ?? false,
    idempotent: traits.idempotent ?? false,
    ...(forms.requestIds && { requestIds: true }),
    ...(Object.hasOwn(forms.commands, 'read') && { offersRead: true }),
    ...(forms.revertIsJson && { revertIsJson: true }),
  };
}

function endpoint(entry: ServiceEntry, forms: ReadForms, action: Action): string | null {
  return reasonAgainst(entry, forms, action) === null ? (forms.actions[action]?.url ?? null) : null;
}
