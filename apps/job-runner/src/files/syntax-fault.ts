const STRING = String.raw`"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])`;
const TOKEN = new RegExp(String.raw`[ \t\r\n]*(${STRING}|${NUMBER}|(?:true|false|null)\b|[{}[\]:,])`, 'y');

export interface SyntaxFault {
  /** The position at which the text stops being JSON. */
  offset: number;
  /** In words, what JSON (RFC 8259) expects there. */
  expected: string;
}

/** Where a text stops being JSON. `JSON.parse` does not report it on every Node. */
export function syntaxFault(text: string): SyntaxFault | undefined {
  const open: string[] = [];
  let expected = 'a value';
  for (let offset = 0; ; offset = TOKEN.lastIndex) {
    const start = offset + (/^[ \t\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0);
    if (start === text.length) return expected === 'the end' ? undefined : { offset: start, expected };
    TOKEN.lastIndex = offset;
    const token = TOKEN.exec(text)?.[1];
    const next = token === undefined ? undefined : step(expected, token, open);
    if (next === undefined) return { offset: start, expected };
    expected = next;
  }
}

/** What is expected after a token; undefined if the token itself was unexpected. */
function step(expected: string, token: string, open: string[]): string | undefined {
  if (token === '}' || token === ']') return expected.endsWith(token) ? afterEnd(open) : undefined;
  if (expected.startsWith('a value')) return afterStart(token, open);
  if (expected.startsWith('a name')) return token.startsWith('"') ? 'a colon' : undefined;
  if (expected === 'a colon') return token === ':' ? 'a value' : undefined;
  if (expected === 'the end' || token !== ',') return undefined;
  return open.at(-1) === ']' ? 'a value' : 'a name in double quotes';
}

function afterEnd(open: string[]): string {
  open.pop();
  return afterValue(open);
}

function afterStart(token: string, open: string[]): string | undefined {
  if (token === ':' || token === ',') return undefined;
  if (token !== '{' && token !== '[') return afterValue(open);
  open.push(token === '{' ? '}' : ']');
  return token === '{' ? 'a name in double quotes or }' : 'a value or ]';
}

function afterValue(open: readonly string[]): string {
  const closer = open.at(-1);
  return closer === undefined ? 'the end' : `a comma or ${closer}`;
}
