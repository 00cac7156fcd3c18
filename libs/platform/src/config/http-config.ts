import { IsOptional, Matches } from 'class-validator';
import { Whole } from './decorators';

const ORIGINS = /^https?:\/\/[^\s/,]+(,https?:\/\/[^\s/,]+)*$/;
const HOSTS = /^[\w.-]+(,[\w.-]+)*$/;
const NAMES = /^[^\s,]+(,[^\s,]+)*$/;

/** What an app takes in over HTTP, and from whom. Times in milliseconds unless the name says otherwise. */
export class HttpConfig {
  /** How long a client may take to send the head of a request. */
  @Whole(1)
  HTTP_HEADERS_TIMEOUT_MS = 10_000;

  /** How long a client may take to send a whole request, and how long it may stop reading an answer. */
  @Whole(1)
  HTTP_REQUEST_TIMEOUT_MS = 30_000;

  /** Connections open at once; more are closed at once. */
  @Whole(1)
  HTTP_MAX_CONNECTIONS = 10_000;

  /** Event streams, and waits for the end of a job, that one caller may have open at once. */
  @Whole(1)
  HTTP_MAX_OPEN_ANSWERS = 1_000;

  /** Origins (`https://ui.example`) whose pages may call this app from a browser, with commas between them. */
  @IsOptional()
  @Matches(ORIGINS, { message: '$property must be origins like https://ui.example, with commas between them' })
  CORS_ORIGINS?: string = undefined;

  /** Names, beside that of PUBLIC_URL, that clients know this app by, with commas between them. */
  @IsOptional()
  @Matches(HOSTS, { message: '$property must be host names, with commas between them' })
  ALLOWED_HOSTS?: string = undefined;

  /** Requests one caller may send within RATE_LIMIT_WINDOW_S; 0 for any number. */
  @Whole(0)
  RATE_LIMIT = 0;

  @Whole(1, 86_400)
  RATE_LIMIT_WINDOW_S = 1;

  /** Callers without a limit, by their name or address, with commas between them. */
  @IsOptional()
  @Matches(NAMES, { message: '$property must be names or addresses, with commas between them' })
  RATE_LIMIT_EXEMPT?: string = undefined;

  /** New work is refused while the process is this much behind with what it has begun; 0: never. */
  @Whole(0)
  LOAD_SHED_DELAY_MS = 100;

  /** How long health says that the process is going down before it stops taking connections, for load balancers. */
  @Whole(0, 600_000)
  SHUTDOWN_DELAY_MS = 0;
}

/** The members of a comma-separated list; none where there is no list. */
export function listOf(text: string | undefined): string[] {
  return text?.split(',') ?? [];
}
