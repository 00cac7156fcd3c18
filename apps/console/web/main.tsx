import { render } from 'preact';
import { Frame } from './frame/frame';
import { followLinks } from './routes/navigation';
import { loadSession } from './session/session';

followLinks();
render(<Frame />, document.getElementById('app')!);
void loadSession();
