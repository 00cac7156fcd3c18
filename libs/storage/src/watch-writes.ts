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

/** The same transaction, and whether anything but a select was sent through it. */
export function watchWrites<Schema>(trx: Transaction<Schema>): { trx: Transaction<Schema>; any: () => boolean } {
  const watch = new WriteWatch();
  return { trx: trx.withPlugin(watch), any: () => watch.seen };
}
