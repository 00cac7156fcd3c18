import 'reflect-metadata';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { authenticateRequests } from './auth/authenticate-requests';
import { processEnvironment } from './config/environment';
import { HttpConfig } from './config/http-config';
import { ConfigError, type Environment, loadConfig } from './config/load-config';
import { PlatformConfig } from './config/platform-config';
import { PublicAddress } from './config/public-address';
import { checkRequest } from './http/check-requests';
import { DtoPipe } from './http/dto.pipe';
import { readJsonBodies } from './http/json-body';
import { LimitedAdapter } from './http/limited-adapter';
import { ProblemFilter } from './http/problem.filter';
import { protectBrowsers } from './http/protect-browsers';
import { limitRates } from './limits/limit-rates';
import { shedNewWork } from './limits/shed-new-work';
import { stopOnSignals } from './lifecycle/stop-on-signals';
import { announce } from './logging/announce';
import { PinoLogger } from './logging/pino-logger';
import { measureRequests } from './metrics/measure-requests';
import { Metrics } from './metrics/metrics';
import { type ApiInfo, serveOpenApi } from './openapi/openapi';
import { PlatformModule } from './platform.module';

const MIB = 1024 * 1024;
/**
 * V8 lets a heap grow to four times its live size. Data that lives for seconds counts as old there and stays until the
 * next major collection: with 10,000 open jobs that was 600 MiB of memory for 125 MB of data. Collecting earlier costs
 * next to nothing.
 */
const LEAN_HEAP = '--heap-growing-percent=40';
const EXIT = { failed: 1, misconfigured: 2 } as const;

export interface AppInfo extends ApiInfo {
  /** As in logs and file names: `shared-state`. */
  name: string;
  defaultPort: number;
  /** The largest request body, where it is configured: from the environment. Default 1 MiB. */
  bodyLimitBytes?: number | ((env: Environment) => number);
  /** A larger body is given to its handler as it came, a `RawJson`. Default: none is. */
  parsedBytes?: number;
  /** Which requests are refused under overload, such as `POST /jobs`. Default: none. */
  newWork?: readonly string[];
  middleware?: AppMiddleware;
}

/** An app's own middleware, and where it runs. */
export interface AppMiddleware {
  /** After requests have been checked, before their callers are authenticated. */
  beforeAuthentication?(app: NestExpressApplication): void;
  /** Before bodies are read. */
  beforeBodies?(app: NestExpressApplication): void;
}

/** A module, or a function of the environment: the engine's module depends on its design. */
export type AppSource = Type | { moduleFor(env: Environment): Type };

/** How many bytes the body of a request may have. */
function bodyLimitOf({ bodyLimitBytes = MIB }: Pick<AppInfo, 'bodyLimitBytes'>, env: Environment): number {
  return typeof bodyLimitBytes === 'number' ? bodyLimitBytes : bodyLimitBytes(env);
}

/** Builds the app, ready to listen: what every app of the platform has in common, around its own module. */
export async function createApp(
  source: AppSource,
  info: AppInfo,
  env: Environment = processEnvironment,
): Promise<NestExpressApplication> {
  const config = loadConfig(PlatformConfig, env, { PORT: info.defaultPort });
  const AppModule = 'moduleFor' in source ? source.moduleFor(env) : source;
  const http = loadConfig(HttpConfig, env);
  const root = { module: class Root {}, imports: [PlatformModule.forRoot(info.name, config, http, env), AppModule] };
  const adapter = new LimitedAdapter(http);
  const app = await NestFactory.create<NestExpressApplication>(root, adapter, {
    bodyParser: false,
    // Startup errors are logged once, in one line, by the caller.
    abortOnError: false,
    bufferLogs: true,
    autoFlushLogs: false,
  });
  app.useLogger(new PinoLogger(info.name, config.LOG_LEVEL));
  app.disable('x-powered-by').disable('etag');
  shedNewWork(app, adapter, info.newWork ?? []);
  measureRequests(app);
  app.use(checkRequest);
  protectBrowsers(app, config, http);
  info.middleware?.beforeAuthentication?.(app);
  authenticateRequests(app);
  limitRates(app, http);
  info.middleware?.beforeBodies?.(app);
  readJsonBodies(app, { limitBytes: bodyLimitOf(info, env), parsedBytes: info.parsedBytes });
  app.useGlobalPipes(new DtoPipe());
  app.useGlobalFilters(new ProblemFilter(app.get(PublicAddress)));
  serveOpenApi(app, info);
  return app;
}

/** Builds the app and listens as configured. Throws where `bootstrap` would end the process. */
export async function startApp(source: AppSource, info: AppInfo, env?: Environment): Promise<NestExpressApplication> {
  const app = await createApp(source, info, env);
  const { PORT, HOST } = app.get(PlatformConfig);
  try {
    await app.init();
    await once(app.getHttpServer().listen(PORT, HOST), 'listening');
    app.flushLogs();
    return app;
  } catch (error) {
    await app.close();
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new Error(`port ${PORT} is in use already`) : error;
  }
}

/**
 * Runs an app as a process: one line when it listens, one line when it cannot, graceful shutdown on SIGTERM or SIGINT.
 * With the argument `migrate` it only migrates its database, and exits.
 */
export async function bootstrap(source: AppSource, info: AppInfo): Promise<void> {
  try {
    if (process.argv[2] === 'migrate') await migrateOnly(source, info);
    else await run(source, info);
  } catch (error) {
    process.stderr.write(`${info.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof ConfigError ? EXIT.misconfigured : EXIT.failed);
  }
}

async function run(source: AppSource, info: AppInfo): Promise<void> {
  setFlagsFromString(LEAN_HEAP);
  const app = await startApp(source, info);
  app.get(Metrics).watchProcess();
  stopOnSignals(app);
  announce(info.name, `${info.name} listening on ${app.get(PublicAddress).url}`);
}

/** Building the app migrates its database; nothing is started. */
async function migrateOnly(source: AppSource, info: AppInfo): Promise<void> {
  await createApp(source, info, { ...processEnvironment, DATABASE_MIGRATE: 'at-start' });
  announce(info.name, `${info.name}: the database is up to date`);
  process.exit(0);
}
