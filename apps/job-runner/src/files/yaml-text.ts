import type * as Yaml from 'yaml';
import type { Alias, Document, LineCounter, Node, Scalar } from 'yaml';
import type { FileFault } from '../failure/invalid-file';

/** YAML converted to JSON, with the lines of its values. */
export interface YamlText {
  readonly json: string;
  readonly faults: readonly FileFault[];
  lineOf(pointer: string): number | undefined;
}

/** The largest document after its aliases are expanded. */
const MAX_NODES = 100_000;
const MAX_DEPTH = 64;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * YAML 1.2 (core schema) as JSON text, numbers digit by digit: the JSON checks then apply. Loaded only for YAML files:
 * `yaml` is large.
 */
export async function readYaml(text: string): Promise<YamlText> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    prettyErrors: false,
    // The JSON reader rejects such a member, with its pointer.
    uniqueKeys: false,
  });
  const wrong = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    pointer: '',
    message: code === 'MULTIPLE_DOCS' ? 'expected one document, and here a second begins' : message,
    line: lines.linePos(pos[0]).line,
  }));
  if (wrong.length > 0) return { json: '', faults: wrong, lineOf: () => undefined };
  const writer = new JsonWriter(yaml, lines, document);
  const json = writer.write(document.contents);
  const { faults, starts } = writer;
  return { json, faults, lineOf: (pointer) => nearest(starts, pointer) };
}

class JsonWriter {
  readonly faults: FileFault[] = [];
  /** Lines by pointer. */
  readonly starts = new Map<string, number>();
  /** The anchor of each alias: the last one of its name before it. */
  private readonly anchored = new Map<Alias, Node>();
  private nodes = 0;

  constructor(
    private readonly yaml: typeof Yaml,
    private readonly lines: LineCounter,
    document: Document,
  ) {
    const anchors = new Map<string, Node>();
    yaml.visit(document, {
      Alias: (_, alias) => void this.anchored.set(alias, anchors.get(alias.source) ?? alias),
      Value: (_, node) => void (node.anchor !== undefined && anchors.set(node.anchor, node)),
    });
  }

  write(node: unknown, path: readonly string[] = []): string {
    if (this.faults.length > 0) return 'null';
    const { isAlias, isMap, isScalar, isSeq } = this.yaml;
    const at = this.note(node as Node | null, path);
    if (++this.nodes > MAX_NODES) return this.refuse(at, `YAML may hold ${MAX_NODES} values, aliases followed`);
    if (path.length > MAX_DEPTH) return this.refuse(at, `YAML may nest ${MAX_DEPTH} levels deep, aliases followed`);
    if (node === null || node === undefined) return 'null';
    if (isAlias(node)) return this.write(this.anchored.get(node), path);
    if (isScalar(node)) return this.scalar(node, at);
    if (isSeq(node))
      return `[${node.items.map((item, index) => this.write(item, [...path, String(index)])).join(',')}]`;
    if (!isMap(node)) return this.refuse(at, 'expected what JSON can hold');
    const members = node.items.map(({ key, value }) => {
      const name = String(isScalar(key) ? key.value : key);
      return `${JSON.stringify(name)}:${this.write(value, [...path, name])}`;
    });
    return `{${members.join(',')}}`;
  }

  private scalar({ value, source }: Scalar, at: FileFault): string {
    if (typeof value !== 'number') return JSON.stringify(value) ?? this.refuse(at, 'expected what JSON can hold');
    if (source !== undefined && JSON_NUMBER.test(source)) return source;
    return this.refuse(at, `${source ?? value}: write the number as in JSON, or in quotes if it is text`);
  }

  private note(node: Node | null, path: readonly string[]): FileFault {
    const pointer = path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    const line = node?.range ? this.lines.linePos(node.range[0]).line : nearest(this.starts, pointer);
    if (line !== undefined) this.starts.set(pointer, line);
    return { pointer, message: '', line };
  }

  private refuse(at: FileFault, message: string): string {
    this.faults.push({ ...at, message });
    return 'null';
  }
}

function nearest(starts: ReadonlyMap<string, number>, pointer: string): number | undefined {
  for (let place = pointer; ; place = place.slice(0, place.lastIndexOf('/'))) {
    const line = starts.get(place);
    if (line !== undefined || place === '') return line;
  }
}
