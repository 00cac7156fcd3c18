import { documentedPages, projectFiles, readPage } from '../support/documented';

/** Readers have to know which client, caller, operator, replica or owner is meant. */
const VAGUE = /\b(?:whoever|nobody|somebody)\b/gi;

/** What programs print is as they print it. */
const prose = (page: string) => readPage(page).replaceAll(/^(```|~~~)[^]*?^\1/gm, '');

const sources = projectFiles('libs', 'apps', 'test', 'bench', 'scripts', 'examples')
  .filter((file) => /\.(?:[cm]?[jt]s|json|ya?ml|sh)$/.test(file))
  .filter((file) => file !== 'test/architecture/words.spec.ts');

it.each(documentedPages())('%s says who is meant', (page) => {
  expect(prose(page).match(VAGUE)).toBeNull();
});

it('code says who is meant', () => {
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((file) => readPage(file).search(VAGUE) >= 0)).toEqual([]);
});
