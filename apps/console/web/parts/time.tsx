const LOCAL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const LOCAL_TODAY = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** A moment in the viewer's zone; the same in UTC on hover. */
export function Time({ at }: { at: string | number }) {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  return (
    <time dateTime={date.toISOString()} title={utcText(date)}>
      {(isToday ? LOCAL_TODAY : LOCAL).format(date)}
    </time>
  );
}

const utcText = (date: Date): string => `${date.toISOString().replace('T', ' ').replace('Z', '')} UTC`;
