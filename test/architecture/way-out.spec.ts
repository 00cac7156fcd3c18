import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** What can open a connection. */
const DIALLERS =
  /^(node:)?(net|tls|http|https|http2|dgram|dns|dns\/promises)$|^(undici|axios|got|ky|node-fetch|superagent|request|ws|@nestjs\/axios|@nestjs\/microservices)(\/|$)/;
const GLOBALS = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'createRemoteJWKSet']);

/** What these modules offer besides: looking at addresses, and listening. */
const HARMLESS = new Set([
  'isIP',
  'isIPv4',
  'isIPv6',
  'BlockList',
  'createServer',
  'Server',
  'STATUS_CODES',
  'IncomingMessage',
  'ServerResponse',
]);

/** Who may, and why. */
const MAY: Record<string, string> = {
  'libs/platform/src/outbound/': 'the guarded way out itself',
  'libs/composable/src/registration/discovery-client.module.ts': 'calls the discovery that the operator named',
  'apps/console/src/proxy/api-proxy.ts': 'calls the three APIs that the operator named',
  'apps/console/web/': 'runs in a browser, whose page may connect to the console alone',
  'apps/job-runner/src/platform/platform.ts': 'calls the addresses that the user of the CLI named',
};
/** Who may call addresses that no policy binds, because the operator named them. */
const MAY_CALL_WHAT_IS_CONFIGURED = [
  'libs/platform/src/outbound/',
  'libs/orchestration/src/adapters/state/state-addresses.ts',
  'libs/platform/src/auth/jwks.ts',
  'apps/console/src/oidc/provider-fetch.ts',
];

const sources = ['apps', 'libs']
  .flatMap((top) => readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' }).map((file) => join(top, file)))
  .filter((file) => file.endsWith('.ts') && !/\.(spec|contract)\.ts$|\/testing\//.test(file));

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

/** Modules that are there at run time: types alone open nothing. */
function modulesOf(source: ts.SourceFile): string[] {
  const modules: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && bringsValues(node))
      modules.push((node.moduleSpecifier as ts.StringLiteral).text);
    if (ts.isExportDeclaration(node) && !node.isTypeOnly && node.moduleSpecifier)
      modules.push((node.moduleSpecifier as ts.StringLiteral).text);
    const [first] = ts.isCallExpression(node) ? node.arguments : [];
    const loads =
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');
    if (loads && first && ts.isStringLiteral(first)) modules.push(first.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return modules;
}

function bringsValues({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return true;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return false;
  const { name, namedBindings } = importClause;
  if (name || !namedBindings || ts.isNamespaceImport(namedBindings)) return true;
  return namedBindings.elements.some(
    ({ isTypeOnly, propertyName, name: local }) => !isTypeOnly && !HARMLESS.has((propertyName ?? local).text),
  );
}

function globalsOf(source: ts.SourceFile): string[] {
  const used: string[] = [];
  const visit = (node: ts.Node): void => {
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText() : '';
    if (GLOBALS.has(called.replace(/^globalThis\./, ''))) used.push(called);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return used;
}

const may = (file: string) => Object.keys(MAY).some((place) => file.startsWith(place));

describe('the one way out', () => {
  it('looks at all of the code', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(Object.keys(MAY).filter((place) => !sources.some((file) => file.startsWith(place)))).toEqual([]);
  });

  it('is the only code that opens connections', () => {
    const found = sources
      .filter((file) => !may(file))
      .map((file) => ({ file, source: parse(file) }))
      .map(({ file, source }) => [file, ...modulesOf(source).filter((m) => DIALLERS.test(m)), ...globalsOf(source)])
      .filter(([, ...dials]) => dials.length > 0);
    expect(found).toEqual([]);
  });

  it('lets only a few past the policy', () => {
    const found = sources.filter(
      (file) =>
        !MAY_CALL_WHAT_IS_CONFIGURED.some((place) => file.startsWith(place)) &&
        /\bto: '(configured|listed)'/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(found.map((file) => relative('', file))).toEqual([]);
  });

  it('notices every way of dialling', () => {
    const offends = (text: string) => {
      const source = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
      return [...modulesOf(source).filter((m) => DIALLERS.test(m)), ...globalsOf(source)].length > 0;
    };
    for (const text of [
      "import { request } from 'node:http'",
      "import http from 'http'",
      "import { connect as isIP } from 'node:net'",
      "import 'undici'",
      "import { HttpModule } from '@nestjs/axios'",
      "import { type Agent, request } from 'undici'",
      "export { connect } from 'node:net'",
      "void import('node:tls')",
      "const h = require('https')",
      "await fetch('http://x')",
      "globalThis.fetch('http://x')",
      "new WebSocket('ws://x')",
    ])
      expect([text, offends(text)]).toEqual([text, true]);
    for (const text of [
      "import type { Server } from 'node:http'",
      "import { type Server } from 'node:http'",
      "import { isIP } from 'node:net'",
      'this.fetch(x)',
    ])
      expect([text, offends(text)]).toEqual([text, false]);
  });
});
