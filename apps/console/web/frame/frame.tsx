import { useEffect, useRef } from 'preact/hooks';
import { route } from '../routes/navigation';
import { SCREENS } from '../routes/route';
import { Login } from '../session/login';
import { logOut, session } from '../session/session';
import { CurrentScreen, titleOf } from './screens';

export function Frame() {
  const { value: known } = session;
  const isLoggedIn = known?.mode === 'open' || known?.subject !== undefined;
  const main = useRef<HTMLElement>(null);
  const { screen, subject } = route.value;
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = titleOf(route.value);
    // A screen reader says that another screen is shown.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [screen, subject]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href="/">
          Console
        </a>
        {isLoggedIn && <Navigation />}
        <Who />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {known === undefined ? <p role="status">Loading …</p> : isLoggedIn ? <CurrentScreen /> : <Login />}
      </main>
    </>
  );
}

function Navigation() {
  return (
    <nav aria-label="Screens">
      {SCREENS.map((screen) => (
        <a key={screen} href={`/${screen}`} aria-current={route.value.screen === screen ? 'page' : undefined}>
          {screen[0]!.toUpperCase() + screen.slice(1)}
        </a>
      ))}
    </nav>
  );
}

function Who() {
  const { mode, subject } = session.value ?? {};
  if (mode === 'open') return <span class="who">No login: AUTH is off</span>;
  if (subject === undefined) return null;
  return (
    <span class="who">
      {subject}{' '}
      <button class="quiet" onClick={() => void logOut()}>
        Log out
      </button>
    </span>
  );
}
