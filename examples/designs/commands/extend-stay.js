/** Adds nights to a hotel booking. What it reads and writes happens as one, or not at all. */
exports.execute = async ({ id, input, store, logger }) => {
  const booking = await store.read(id);
  if (!booking) throw refusal(404, `There is no booking ${id}`);
  if (booking.status === 'cancelled') throw refusal(409, `The booking ${id} was cancelled`);
  logger.debug(`${id} stays ${input.nights} nights longer`);
  return store.update(id, { nights: booking.nights + input.nights });
};

exports.revert = async ({ id, input, store }) => {
  const booking = await store.read(id);
  if (booking) await store.update(id, { nights: booking.nights - input.nights });
};

function refusal(statusCode, message) {
  return Object.assign(new Error(message), { statusCode });
}
