import {
  type AddColumnNode,
  AlterTableNode,
  CreateIndexNode,
  CreateTableNode,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  RenameColumnNode,
  type RootOperationNode,
  type TableMetadata,
} from 'kysely';

/**
 * Makes a migration skip what exists already. Versions that did not migrate in a transaction could be killed within a
 * migration and leave some of its statements done; a single statement is atomic.
 */
export class ResumeSteps implements KyselyPlugin {
  private readonly columns: ReadonlySet<string>;

  constructor(tables: readonly TableMetadata[]) {
    this.columns = new Set(tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)));
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind === 'CreateTableNode') return CreateTableNode.cloneWith(node, { ifNotExists: true });
    if (node.kind === 'CreateIndexNode') return CreateIndexNode.cloneWith(node, { ifNotExists: true });
    return node.kind === 'AlterTableNode' ? this.withoutColumnsThere(node) : node;
  }

  transformResult({ result }: PluginTransformResultArgs) {
    return Promise.resolve(result);
  }

  private withoutColumnsThere(node: AlterTableNode): AlterTableNode {
    const { table, columnAlterations = [] } = node;
    const added = columnAlterations.filter((one): one is AddColumnNode => one.kind === 'AddColumnNode');
    const names = added.map(({ column }) => column.column.column.name);
    const [first] = names.filter((name) => this.columns.has(`${table.table.identifier.name}.${name}`));
    // Kysely expects the same kind of statement, and SQLite adds one column at a time: this one changes nothing.
    if (first === undefined) return node;
    return AlterTableNode.cloneWithColumnAlteration(
      AlterTableNode.create(table),
      RenameColumnNode.create(first, first),
    );
  }
}
