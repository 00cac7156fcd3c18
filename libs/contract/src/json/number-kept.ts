/** A number of fewer digits, and without an exponent, is always kept. */
const KEPT_LENGTH = 15;
const NUMBER = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Whether a JSON number comes out of parsing with the value that it was written with, to the last digit. */
export function isNumberKept(text: string): boolean {
  if (text.length <= KEPT_LENGTH && !text.includes('e') && !text.includes('E')) return true;
  const written = decimalOf(text);
  // Not a number at all: whoever parses it says so.
  if (written === null) return true;
  const value = Number(text);
  return Number.isFinite(value) && decimalOf(String(value)) === written;
}

/** One spelling for each value: its digits without zeros around them, and the power of ten of the last one. */
function decimalOf(text: string): string | null {
  const [, whole, fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (whole === undefined) return null;
  const digits = withoutZeros(whole + fraction);
  if (digits.kept === '') return '0';
  return `${text.startsWith('-') ? '-' : ''}${digits.kept}e${Number(exponent) - fraction.length + digits.trailing}`;
}

/** By hand: a pattern for zeros at the end takes time that grows with the square of their number. */
function withoutZeros(digits: string): { kept: string; trailing: number } {
  let start = 0;
  let end = digits.length;
  while (digits[start] === '0') start++;
  while (end > start && digits[end - 1] === '0') end--;
  return { kept: digits.slice(start, end), trailing: digits.length - end };
}
