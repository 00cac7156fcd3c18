import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export interface Loaded<T> {
  /** The newest value, also while it is loaded again. */
  readonly value?: T;
  readonly error?: Error;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

interface Options {
  /** Loads again after so many milliseconds, as long as the page is looked at. */
  readonly everyMs?: number;
}

/** Loads something whenever `key` changes; what an earlier key asked for is given up. */
export function useLoad<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  { everyMs }: Options = {},
): Loaded<T> {
  const state = useSignal<Omit<Loaded<T>, 'reload'>>({ isLoading: true });
  const round = useSignal(0);
  const shownKey = useRef(key);
  useEffect(() => {
    const stop = new AbortController();
    if (shownKey.current !== key) state.value = { isLoading: true };
    shownKey.current = key;
    load(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) state.value = { value, isLoading: false };
      },
      (error: unknown) => {
        if (!stop.signal.aborted) state.value = { value: state.peek().value, error: error as Error, isLoading: false };
      },
    );
    const timer = everyMs === undefined ? undefined : setInterval(() => again(round), everyMs);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [key, round.value]);
  return { ...state.value, reload: () => round.value++ };
}

function again(round: { value: number }): void {
  if (document.visibilityState === 'visible') round.value++;
}
