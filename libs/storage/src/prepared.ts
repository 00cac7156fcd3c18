import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import { noteWrite } from './watch-writes';

/** Stands in a query for a value that is given when it is run. */
class Parameter {
  constructor(readonly name: string) {}
}

type ParameterOf<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

/** A query that is worded once, and then run with other values each time: to word one costs more than to run it. */
export class Prepared<Schema, Values extends object, Row> {
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
