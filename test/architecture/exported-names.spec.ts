import { projectFiles, readPage } from '../support/documented';

const DECLARATION = /^export (?:declare |abstract |async )*(?:class|interface|type|const|let|enum|function\*?) (\w+)/gm;

// What is generated has the names of a generator, once for each API.
const sources = projectFiles('libs/*.ts', 'apps/*.ts', ':!*/generated/*').filter((file) => !file.endsWith('spec.ts'));

function declarations(texts: readonly (readonly [file: string, text: string])[]): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const [file, text] of texts) {
    const names = new Set(Array.from(text.matchAll(DECLARATION), ([, name]) => name!));
    for (const name of names) files.set(name, [...(files.get(name) ?? []), file]);
  }
  return files;
}

const repeated = (files: ReadonlyMap<string, string[]>) => [...files].filter(([, places]) => places.length > 1);

describe('an exported name', () => {
  const files = declarations(sources.map((file) => [file, readPage(file)]));

  it('is declared in one file', () => {
    expect(files.size).toBeGreaterThan(1_000);
    expect(repeated(files)).toEqual([]);
  });

  it('may be exported again and overloaded', () => {
    const texts = [
      ['a.ts', 'export abstract class Gate {}\nexport function of(a: 1): 1;\nexport function of(a: 2): 2;'],
      ['index.ts', "export { Gate } from './a';\nexport * from './b';"],
    ] as const;
    expect(repeated(declarations(texts))).toEqual([]);
    expect(repeated(declarations([...texts, ['b.ts', 'export interface Gate {}']]))).toEqual([
      ['Gate', ['a.ts', 'b.ts']],
    ]);
  });
});
