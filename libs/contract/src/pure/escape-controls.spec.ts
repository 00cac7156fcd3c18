import fc from 'fast-check';
import { escapeControls } from './escape-controls';

describe('text that is shown', () => {
  it.each([
    ['\u001b[31mred\u0007', '\\u001b[31mred\\u0007'],
    ['\u009b2J', '\\u009b2J'],
    ['a\r\nb\tc\u007f', 'a\\u000d\\u000ab\\u0009c\\u007f'],
    ['\u202egpj.exe\u2066\u200f', '\\u202egpj.exe\\u2066\\u200f'],
    ['pay\u200bpal\ufeff\u2028', 'pay\\u200bpal\\ufeff\\u2028'],
    ['\u{e0041}\ud800', '\\udb40\\udc41\\ud800'],
    ['Grüße, 你好 ✔ 👍🏽', 'Grüße, 你好 ✔ 👍🏽'],
  ])('%j is shown as %s', (text, shown) => {
    expect(escapeControls(text)).toBe(shown);
  });

  it('holds nothing that is not seen, whatever it was, and is not escaped twice', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = escapeControls(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(escapeControls(shown)).toBe(shown);
      }),
    );
  });

  it('as JSON means the same', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        expect(JSON.parse(escapeControls(json))).toEqual(JSON.parse(json));
      }),
    );
  });
});
