import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  RootOperationNode,
  Transaction,
} from 'kysely';

class WriteWatch implements KyselyPlugin {
  seen = false;

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind !== 'SelectQueryNode') this.seen = true;
    return node;
  }

  transformResult({ result }: PluginTransformResultArgs) {
    return Promise.resolve(result);
  }
}

const watches = new WeakMap<object, WriteWatch>();

/** A transaction that several works share; each is asked whether it sent anything but a select. */
export interface Watched<Schema> {
  readonly trx: Transaction<Schema>;
  begin(): void;
  any(): boolean;
}

export function watchWrites<Schema>(trx: Transaction<Schema>): Watched<Schema> {
  const watch = new WriteWatch();
  const watched = trx.withPlugin(watch);
  watches.set(watched, watch);
  return { trx: watched, begin: () => void (watch.seen = false), any: () => watch.seen };
}

/** Precompiled queries bypass the plugin, and report their writes themselves. */
export function noteWrite(db: object): void {
  const watch = watches.get(db);
  if (watch) watch.seen = true;
}
