const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?$/i;
const TIME = /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Check = (text: string) => boolean;

const isDate: Check = (text) => DATE.test(text) && isRealDate(text);
const isDateTime: Check = (text) => DATE_TIME.test(text) && isRealDate(text.slice(0, 10)) && isRealTime(text.slice(11));
const isUri: Check = (text) => URL.canParse(text);

/** The formats that are checked, by their names in lower case. All others are documentation only. */
const FORMATS: ReadonlyMap<string, Check> = new Map([
  ['iso8601', (text: string) => isDate(text) || isDateTime(text)],
  ['date-time', isDateTime],
  ['date', isDate],
  ['time', (text: string) => TIME.test(text) && isRealTime(text)],
  ['email', (text: string) => EMAIL.test(text)],
  ['uri', isUri],
  ['url', isUri],
  ['uuid', (text: string) => UUID.test(text)],
]);

const INSTANTS = new Set(['iso8601', 'date-time']);

export function isKnownFormat(format: string): boolean {
  return FORMATS.has(format.toLowerCase());
}

export function hasFormat(text: string, format: string): boolean {
  return FORMATS.get(format.toLowerCase())?.(text) ?? true;
}

/** Whether a moment can stand in a field of this format. */
export function isInstant(format: string | undefined): boolean {
  return format !== undefined && INSTANTS.has(format.toLowerCase());
}

/** Rejects dates that do not exist, such as February 30. */
function isRealDate(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

function isRealTime(time: string): boolean {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map((part) => Number.parseInt(part, 10));
  return hours < 24 && minutes < 60 && seconds <= 60;
}
