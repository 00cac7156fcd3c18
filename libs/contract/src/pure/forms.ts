import { isJsonObject, type JsonObject } from './json';
import { isSameOrigin } from './origin';
import { SAFE_COMMANDS } from './standard-commands';

export const ACTIONS = ['execute', 'repeat', 'revert'] as const;
export type Action = (typeof ACTIONS)[number];

/** `full`: as if it had never happened; `compensating`: a counteraction; `none`: it cannot be undone. */
export const REVERSIBILITIES = ['full', 'compensating', 'none'] as const;
export type Reversibility = (typeof REVERSIBILITIES)[number];

/** What a service declares about one command. */
export interface CommandTraits {
  safe?: boolean;
  idempotent?: boolean;
  reversible?: Reversibility;
  requiredFields?: string[];
  optionalFields?: string[];
  /** The descriptor of its profile that says what it means: an address, or a fragment of the profile's. */
  descriptor?: string;
}

export interface OfferedAction {
  /** Absolute address of the endpoint. */
  url: string;
  /** False if the address is only assumed: 404, 405 or 501 then mean that the action is not offered. */
  declared: boolean;
}

/** A link that must not be followed because it leaves the origin the service is registered under. */
export interface RefusedLink {
  action: Action;
  href: string;
}

/** The content of `GET /forms` in either dialect, as plain data. */
export interface ReadForms {
  dialect: 'descriptive' | 'links' | 'unknown';
  resource?: string;
  actions: Partial<Record<Action, OfferedAction>>;
  refused: RefusedLink[];
  commands: Record<string, CommandTraits>;
  /** Members that plain input needs, as older services say it. */
  requiredInput?: string[];
  /** The service keeps a ledger of request ids: repeat and revert of a request id concern that request and no other. */
  requestIds: boolean;
  /** Whether the service promises JSON in responses to a revert. */
  revertIsJson: boolean;
}

/**
 * Reads the descriptive object and the link array of older services alike. Anything else is taken as *not declared*:
 * all three actions are assumed below the registered address.
 */
export function readForms(raw: unknown, registeredUrl: string): ReadForms {
  if (Array.isArray(raw)) return readLinks(raw, registeredUrl);
  const described = isJsonObject(raw) && (Array.isArray(raw.affordances) || isJsonObject(raw.messageStructure));
  return {
    dialect: described ? 'descriptive' : 'unknown',
    ...(described && typeof raw.resource === 'string' ? { resource: raw.resource } : {}),
    actions: Object.fromEntries(
      ACTIONS.map((action) => [action, { url: endpointOf(registeredUrl, action), declared: described }]),
    ),
    refused: [],
    commands: described ? readAffordances(raw.affordances) : {},
    requestIds: isJsonObject(raw) && raw.requestIds === true,
    revertIsJson: described,
  };
}

/** The traits of a command: what its forms declare, over the defaults of the standard commands. */
export function traitsOf(forms: Pick<ReadForms, 'commands'>, command: string): CommandTraits {
  const declared = Object.hasOwn(forms.commands, command) ? forms.commands[command] : undefined;
  return { ...(SAFE_COMMANDS.has(command) ? { safe: true, idempotent: true } : {}), ...declared };
}

/** The address of an action under a registered base address. */
export function endpointOf(registeredUrl: string, action: Action | 'forms' | 'ping'): string {
  return `${registeredUrl.replace(/\/+$/, '')}/${action}`;
}

function readLinks(links: unknown[], registeredUrl: string): ReadForms {
  const forms: ReadForms = {
    dialect: 'links',
    actions: {},
    refused: [],
    commands: {},
    requestIds: false,
    revertIsJson: looksLikeJson(linkOf(links, 'revert')?.output),
    requiredInput: requiredInput(linkOf(links, 'execute')?.input),
  };
  for (const action of ACTIONS) {
    const link = linkOf(links, action);
    if (typeof link?.href === 'string') {
      const url = resolve(link.href, registeredUrl);
      if (url) forms.actions[action] = { url, declared: true };
      else forms.refused.push({ action, href: link.href });
    } else if (action !== 'execute') {
      forms.actions[action] = { url: endpointOf(registeredUrl, action), declared: false };
    }
  }
  return forms;
}

/** Older services describe what they take in words, as in `["input (string)", "note (string, optional)"]`. */
function requiredInput(input: unknown): string[] {
  const described = Array.isArray(input) ? input.filter(isText) : [];
  return described.flatMap((text) => (/\boptional\b/.test(text) ? [] : (/^\s*([\w.$-]+)/.exec(text)?.[1] ?? [])));
}

function linkOf(links: unknown[], action: Action): JsonObject | undefined {
  return links.filter(isJsonObject).find(({ rel }) => rel === action);
}

/** Older services describe a response in words, as in `"{ result: string }"`. */
function looksLikeJson(output: unknown): boolean {
  return typeof output === 'string' ? /^\s*[[{]/.test(output) : typeof output === 'object' && output !== null;
}

function resolve(href: string, registeredUrl: string): string | undefined {
  if (!URL.canParse(href, registeredUrl)) return undefined;
  const url = new URL(href, registeredUrl);
  return isSameOrigin(url, new URL(registeredUrl)) ? url.href : undefined;
}

function readAffordances(affordances: unknown): Record<string, CommandTraits> {
  const list = Array.isArray(affordances) ? affordances.filter(isJsonObject) : [];
  return Object.fromEntries(
    list
      .filter((affordance) => typeof affordance.command === 'string')
      .map((affordance) => [affordance.command as string, readTraits(affordance)]),
  );
}

function readTraits(affordance: JsonObject): CommandTraits {
  const { safe, idempotent, reversible, requiredFields, optionalFields, descriptor } = affordance;
  return {
    ...(typeof safe === 'boolean' ? { safe } : {}),
    ...(typeof idempotent === 'boolean' ? { idempotent } : {}),
    ...(isReversibility(reversible) ? { reversible } : {}),
    ...(Array.isArray(requiredFields) ? { requiredFields: requiredFields.filter(isText) } : {}),
    ...(Array.isArray(optionalFields) ? { optionalFields: optionalFields.filter(isText) } : {}),
    ...(isText(descriptor) ? { descriptor } : {}),
  };
}

function isReversibility(value: unknown): value is Reversibility {
  return REVERSIBILITIES.some((known) => known === value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
