import { IsOptional, Matches } from 'class-validator';
import { IntegerInRange } from './decorators';

const ORIGINS = /^https?:\/\/[^\s/,]+(,https?:\/\/[^\s/,]+)*$/;
const HOSTS = /^[\w.-]+(,[\w.-]+)*$/;
const NAMES = /^[^\s,]+(,[^\s,]+)*$/;

/** Limits of incoming HTTP. Times in milliseconds unless the name says otherwise. */
export class HttpConfig {
  /** How long a client may take to send the request headers. */
  @IntegerInRange(1)
  HTTP_HEADERS_TIMEOUT_MS = 10_000;

  /** How long a client may take to send a whole request, and how long it may stop reading a response. */
  @IntegerInRange(1)
  HTTP_REQUEST_TIMEOUT_MS = 30_000;

  /** The most open connections; further ones are closed at once. */
  @IntegerInRange(1)
  HTTP_MAX_CONNECTIONS = 10_000;

  /** Event streams, and waits for the end of a job, that one caller may have open at once. */
  @IntegerInRange(1)
  HTTP_MAX_OPEN_ANSWERS = 1_000;

  /** Comma-separated origins (`https://ui.example`) whose pages may call this app from a browser. */
  @IsOptional()
  @Matches(ORIGINS, { message: '$property must be origins like https://ui.example, with commas between them' })
  CORS_ORIGINS?: string = undefined;

  /** Comma-separated host names of this app besides that of PUBLIC_URL. */
  @IsOptional()
  @Matches(HOSTS, { message: '$property must be host names, with commas between them' })
  ALLOWED_HOSTS?: string = undefined;

  /** Requests that one caller may send within RATE_LIMIT_WINDOW_S; 0 for no limit. */
  @IntegerInRange(0)
  RATE_LIMIT = 0;

  @IntegerInRange(1, 86_400)
  RATE_LIMIT_WINDOW_S = 1;

  /** Comma-separated callers without a limit, by principal or address. */
  @IsOptional()
  @Matches(NAMES, { message: '$property must be names or addresses, with commas between them' })
  RATE_LIMIT_EXEMPT?: string = undefined;

  /** New work is refused when the event loop is this late; 0: never. */
  @IntegerInRange(0)
  LOAD_SHED_DELAY_MS = 100;

  /** How long health reports the shutdown before the app stops accepting connections, for load balancers. */
  @IntegerInRange(0, 600_000)
  SHUTDOWN_DELAY_MS = 0;
}
