/** Both accounts change, or neither does: what is written to the store happens together when this returns. */
exports.execute = ({ id, input, store }) => move(store, id, input.to, input.amount);

/** The inverse is a transfer the other way, and not the old balances: others have moved money in the meantime. */
exports.revert = ({ id, input, store }) => move(store, input.to, id, input.amount);

async function move(store, from, to, amount) {
  const [source, target] = [await read(store, from), await read(store, to)];
  if (source.balance < amount) throw refusal(409, `${from} holds ${source.balance}, which is less than ${amount}`);
  await store.update(to, { balance: target.balance + amount });
  return store.update(from, { balance: source.balance - amount });
}

async function read(store, id) {
  const account = await store.read(id);
  if (!account) throw refusal(404, `There is no account ${id}`);
  return account;
}

function refusal(statusCode, message) {
  return Object.assign(new Error(message), { statusCode });
}
