// Prints what the three services of the trip hold. They are found as jobs find them: by tag, in discovery.
const discovery = process.env.DISCOVERY_URL ?? 'http://127.0.0.1:4000';

async function json(url, body) {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url, body && post);
  return response.json();
}

async function addressOf(tag) {
  const [service] = await json(`${discovery}/services?tag=${tag}&health=healthy`);
  if (!service) throw new Error(`no healthy service offers ${tag}`);
  return service.url;
}

async function bookings(tag) {
  const { result } = await json(`${await addressOf(tag)}/execute`, { command: 'list', resource: `${tag}-booking` });
  return result;
}

function print(title, rows, columns) {
  console.log(`\n${title}${rows.length > 0 ? '' : ': nothing'}`);
  if (rows.length > 0) console.table(rows, columns);
}

print('flight', await bookings('flight'), ['passenger', 'flight', 'date', 'status']);
print('hotel', await bookings('hotel'), ['guest', 'hotel', 'arrival', 'nights', 'status']);
print('car rental', await json(`${await addressOf('car-rental')}/rentals`), ['driver', 'carClass', 'days', 'euros']);
