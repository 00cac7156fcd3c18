const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

interface Frame {
  isArray: boolean;
  /** Of the next value; undefined where a member name is expected. */
  key?: string | number;
}

/** The line (from 1) of valid JSON on which the value at a pointer (RFC 6901) begins, or else its nearest parent. */
export function lineOf(json: string, pointer: string): number | undefined {
  const offsets = valueOffsets(json);
  for (let place = pointer; ; place = place.slice(0, place.lastIndexOf('/'))) {
    const offset = offsets.get(place);
    if (offset !== undefined) return lineAt(json, offset);
    if (!place.includes('/')) return undefined;
  }
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Where every value of the document begins, by pointer. */
function valueOffsets(json: string): Map<string, number> {
  const offsets = new Map<string, number>();
  const frames: Frame[] = [];
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    if (token === '}' || token === ']') frames.pop();
    else if (token === ',') moveOn(frame);
    else if (frame?.key === undefined && frame !== undefined) frame.key = JSON.parse(token) as string;
    else if (token !== ':') {
      offsets.set(frames.map(({ key }) => `/${escaped(key)}`).join(''), index);
      if (token === '{') frames.push({ isArray: false });
      if (token === '[') frames.push({ isArray: true, key: 0 });
    }
  }
  return offsets;
}

function moveOn(frame: Frame | undefined): void {
  if (frame) frame.key = frame.isArray ? Number(frame.key) + 1 : undefined;
}

function escaped(key: string | number | undefined): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}
