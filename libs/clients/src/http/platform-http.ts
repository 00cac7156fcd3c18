import axios, { AxiosError, type AxiosInstance, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import type { Readable } from 'node:stream';
import { isSameOrigin } from '#contract/pure';
import { ApiError } from '../errors/api-error';
import { UnreachableError } from '../errors/unreachable-error';
import { failureReason, wasNeverSent } from './failure-reason';
import { readProblem } from './read-problem';

export interface ClientOptions {
  /** Base address of the service. */
  url: string;
  /** The variable, or flag, that holds the address: error messages name it. */
  setBy?: string;
  /** Milliseconds until an unanswered call is given up; 30 s when not said. */
  timeoutMs?: number;
  /** What is shown to the service; asked before every call, and only for addresses of the service itself. */
  token?: TokenProvider;
}

/** The API key or token for a request to this address; undefined: none. */
export type TokenProvider = (address: string) => string | undefined | Promise<string | undefined>;

export interface JsonAnswer<T> {
  status: number;
  body: T;
  headers: Readonly<Record<string, string | undefined>>;
}

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Talks JSON with one service of the platform; whatever goes wrong becomes an ApiError or an UnreachableError. */
export class PlatformHttp {
  readonly baseURL: string;
  private readonly http: AxiosInstance;
  private readonly setBy: string;
  private readonly token: TokenProvider;

  constructor(
    private readonly service: string,
    defaultSetBy: string,
    { url, setBy, timeoutMs = 30_000, token = () => undefined }: ClientOptions,
  ) {
    this.baseURL = url.replace(/\/+$/, '');
    this.setBy = setBy ?? defaultSetBy;
    this.token = token;
    this.http = axios.create({
      baseURL: this.baseURL,
      timeout: timeoutMs,
      maxRedirects: 0,
      maxContentLength: MAX_ANSWER_BYTES,
      proxy: false,
      responseType: 'text',
      transformResponse: (text: unknown) => text,
      validateStatus: () => true,
    });
  }

  async json<T>(request: AxiosRequestConfig): Promise<JsonAnswer<T>> {
    const answer = await this.send<string>({ ...request, headers: { accept: 'application/json', ...request.headers } });
    const headers = flatHeaders(answer);
    if (answer.status >= 400) throw this.refused(answer.status, answer.data, headers['retry-after']);
    return { status: answer.status, body: this.parse<T>(answer.status, answer.data), headers };
  }

  /** The body as it arrives, for answers that have no end. */
  async stream(request: AxiosRequestConfig): Promise<AxiosResponse<Readable>> {
    const answer = await this.send<Readable>({
      ...request,
      responseType: 'stream',
      timeout: 0,
      maxContentLength: -1,
    });
    if (answer.status < 400) return answer;
    const chunks = (await answer.data.toArray()) as Buffer[];
    throw this.refused(answer.status, Buffer.concat(chunks).toString('utf8'));
  }

  /** What a connection that broke in the middle of an answer is called. */
  unreachable(error: NodeJS.ErrnoException): UnreachableError {
    const { service, baseURL, setBy } = this;
    return new UnreachableError(service, baseURL, setBy, failureReason(error), wasNeverSent(error), error);
  }

  private async send<T>(request: AxiosRequestConfig): Promise<AxiosResponse<T>> {
    try {
      return await this.http.request<T>({
        ...request,
        headers: { ...request.headers, ...(await this.proof(request)) },
      });
    } catch (error) {
      if (!(error instanceof AxiosError) || error.code === AxiosError.ERR_CANCELED) throw error;
      throw this.unreachable(error);
    }
  }

  /** A request may name a whole address, of a document that somebody else keeps: they get no token of ours. */
  private async proof({ url = '' }: AxiosRequestConfig): Promise<{ authorization?: string }> {
    const address = /^https?:/i.test(url) ? url : this.baseURL + url;
    if (!URL.canParse(address) || !isSameOrigin(new URL(address), new URL(this.baseURL))) return {};
    const token = await this.token(address);
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  private refused(status: number, text: string, retryAfter?: string): ApiError {
    return new ApiError(this.service, readProblem({ status, text, retryAfter }));
  }

  private parse<T>(status: number, text: string): T {
    try {
      return (text === '' ? undefined : JSON.parse(text)) as T;
    } catch {
      const detail = `${this.baseURL} answers, but not in JSON: is that ${this.service}? (${this.setBy})`;
      throw new ApiError(this.service, { status, code: 'bad-answer', detail, errors: [] });
    }
  }
}

function flatHeaders(answer: AxiosResponse): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
}
