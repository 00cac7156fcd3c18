import { logIn, loginFault } from './session';

export function Login() {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const key = new FormData(event.currentTarget as HTMLFormElement).get('key');
    if (typeof key === 'string') void logIn(key.trim());
  };
  return (
    <form onSubmit={submit}>
      <label>
        API key <input name="key" type="password" autocomplete="current-password" required />
      </label>{' '}
      <button>Log in</button>
      <p role="alert">{loginFault}</p>
    </form>
  );
}
