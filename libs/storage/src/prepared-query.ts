import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import { noteWrite } from './watch-writes';

/** A placeholder in a query for a value that is given when it runs. */
class Parameter {
  constructor(readonly name: string) {}
}

type ParameterOf<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

/** A query that is compiled once and runs with other values each time: compiling costs more than running. */
export class PreparedQuery<Schema, Values extends object, Row> {
  private worded?: { readonly query: CompiledQuery<Row>; readonly names: readonly string[] };

  constructor(private readonly word: (db: Kysely<Schema>, parameter: ParameterOf<Values>) => Compilable<Row>) {}

  run(db: Kysely<Schema>, values: Values): Promise<QueryResult<Row>> {
    const { query, names } = (this.worded ??= this.wordIn(db));
    if (query.query.kind !== 'SelectQueryNode') noteWrite(db);
    return db.executeQuery({
      ...query,
      parameters: names.map((name) => (values as Readonly<Record<string, unknown>>)[name]),
    });
  }

  async first(db: Kysely<Schema>, values: Values): Promise<Row | undefined> {
    return (await this.run(db, values)).rows[0];
  }

  private wordIn(db: Kysely<Schema>) {
    const parameter = (name: string) => new Parameter(name) as never;
    const query = this.word(db, parameter).compile();
    return { query, names: query.parameters.map((one) => (one as Parameter).name) };
  }
}
