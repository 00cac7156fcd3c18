import { render } from 'preact';
import { Frame } from './frame/frame';
import { loadSession } from './session/session';

render(<Frame />, document.getElementById('app')!);
void loadSession();
