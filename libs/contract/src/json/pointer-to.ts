import { formatPointer } from '../pure/pointer';

/** The pointer (RFC 6901) of the value that begins at a byte of a JSON text, or that holds it. */
export function pointerTo(json: Uint8Array, offset: number): string {
  const path: (string | number)[] = [];
  let name = '';
  for (const [token] of Buffer.from(json)
    .toString('latin1', 0, offset)
    .matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/gs)) {
    if (token === '[') path.push(0);
    else if (token === '{') path.push('');
    else if (token === ']' || token === '}') path.pop();
    else if (token === ',') next(path);
    else if (token === ':' && path.length > 0) path[path.length - 1] = name;
    else name = nameOf(token);
  }
  return formatPointer(path);
}

function next(path: (string | number)[]): void {
  const last = path.at(-1);
  if (typeof last === 'number') path[path.length - 1] = last + 1;
}

/** The text was read byte by byte, which is what `latin1` means. */
function nameOf(token: string): string {
  const text = Buffer.from(token, 'latin1').toString('utf8');
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
