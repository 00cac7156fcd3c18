/** Numbers with fewer digits and no exponent are always kept. */
const KEPT_LENGTH = 15;
const NUMBER = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Whether a JSON number keeps its exact value when it is parsed. */
export function isNumberKept(text: string): boolean {
  if (text.length <= KEPT_LENGTH && !text.includes('e') && !text.includes('E')) return true;
  const written = decimalOf(text);
  // Not a number: the parser reports it.
  if (written === null) return true;
  const value = Number(text);
  return Number.isFinite(value) && decimalOf(String(value)) === written;
}

/** A canonical spelling of each value: its digits without surrounding zeros, and the exponent of the last one. */
function decimalOf(text: string): string | null {
  const [, whole, fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (whole === undefined) return null;
  const digits = withoutZeros(whole + fraction);
  if (digits.kept === '') return '0';
  return `${text.startsWith('-') ? '-' : ''}${digits.kept}e${Number(exponent) - fraction.length + digits.trailing}`;
}

/** Written by hand: a regular expression for trailing zeros takes quadratic time. */
function withoutZeros(digits: string): { kept: string; trailing: number } {
  let start = 0;
  let end = digits.length;
  while (digits[start] === '0') start++;
  while (end > start && digits[end - 1] === '0') end--;
  return { kept: digits.slice(start, end), trailing: digits.length - end };
}
