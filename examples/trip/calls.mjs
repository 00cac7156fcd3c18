// Prints the calls of the newest job of a name, in the order in which they were made.
const jobControl = process.env.JOB_CONTROL_URL ?? 'http://127.0.0.1:4700';
const json = async (path) => (await fetch(jobControl + path)).json();

const [job] = await json(`/jobs?limit=1&name=${process.argv[2]}`);
const events = await json(`/jobs/${job.id}/events?limit=1000`);

const isEndOf = (start) => (event) =>
  event.type === 'attempt-ended' &&
  event.seq > start.seq &&
  ['task', 'undo', 'attempt'].every((member) => event[member] === start[member]);

const calls = events
  .filter(({ type }) => type === 'attempt-started')
  .map((start) => {
    const { status, outcome } = events.find(isEndOf(start)) ?? { outcome: 'under way' };
    return { at: start.at.slice(11, 23), call: `/${start.action}`, task: start.task, status, outcome };
  });

console.log(`\n${job.name}: ${job.status}`);
console.table(calls);
