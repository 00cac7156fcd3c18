import { join } from 'node:path';
import { Child } from './child';
import { Platform } from './platform';
import { startPostgres } from './postgres';
import { ROLES } from './root';

/** Everything the reference job needs, at the same time: idle processes cost next to nothing. */
export class Stage {
  private readonly stops: (() => Promise<void>)[] = [];

  readonly target: Promise<Child>;

  constructor() {
    this.target = this.role('target');
  }

  role(name: string, env: Record<string, string> = {}): Promise<Child> {
    return this.child(name, join(ROLES, `${name}.js`), env);
  }

  async child(name: string, script: string, env: Record<string, string> = {}): Promise<Child> {
    const child = await Child.start(name, script, env);
    this.stops.push(() => child.stop());
    return child;
  }

  async postgres(): Promise<Child> {
    const database = await startPostgres();
    this.stops.push(() => database.stop());
    return database;
  }

  /** A platform that knows the target: the usual one, or the one given. */
  async platform(options: Parameters<typeof Platform.start>[0] = {}, target?: Child): Promise<Platform> {
    const platform = await Platform.start(options);
    this.stops.push(() => platform.stop());
    await platform.offer((target ?? (await this.target)).url);
    return platform;
  }

  /** Ends all of it, the newest first. */
  async clear(): Promise<void> {
    for (const stop of this.stops.splice(0).toReversed()) await stop();
  }
}
