import { documentedPages, readPage } from '../support/documented';

/** Pages speak of a client, caller, operator, replica or owner: the reader has to know which one is meant. */
const VAGUE = /\b(?:whoever|nobody|somebody)\b/gi;

/** What programs print is as they print it. */
const prose = (page: string) => readPage(page).replaceAll(/^(```|~~~)[^]*?^\1/gm, '');

it.each(documentedPages())('%s says who is meant', (page) => {
  expect(prose(page).match(VAGUE)).toBeNull();
});
