import { computed, signal } from '@preact/signals';
import { parseRoute } from './route';

const address = signal(location.pathname + location.search);

export const route = computed(() => {
  const { pathname, search } = new URL(address.value, location.origin);
  return parseRoute(pathname, search);
});

/** Shows another screen, or this one with other values, without loading the page again. */
export function navigate(href: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  address.value = location.pathname + location.search;
}

/** Makes links within the console, and the buttons of the browser, navigate. */
export function followLinks(): void {
  addEventListener('popstate', () => (address.value = location.pathname + location.search));
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    if (!link || event.defaultPrevented || event.button !== 0 || hasModifier(event)) return;
    // A link in a drawing has an address of another kind.
    const href = link.getAttribute('href');
    if (!href?.startsWith('/') || link.hasAttribute('target')) return;
    event.preventDefault();
    navigate(href);
  });
}

const hasModifier = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey || altKey;
