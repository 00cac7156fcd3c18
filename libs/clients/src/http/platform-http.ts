import type { HttpService } from '@nestjs/axios';
import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import type { Readable } from 'node:stream';
import { firstValueFrom } from 'rxjs';
import { isSameOrigin, isTooDeep } from '#contract/pure';
import { mismatch, type Shape } from '../shapes/shape';
import { ApiError } from '../errors/api-error';
import { UnreachableError } from '../errors/unreachable-error';
import { type ConnectionFailure, failureReason, isAborted, isWithoutResponse, wasNeverSent } from './failure-reason';
import { readProblem } from './read-problem';

export interface ClientOptions {
  /** Base address of the service. */
  url: string;
  /** The variable, or flag, that holds the address: error messages name it. */
  setBy?: string;
  /** Time-out of a call in milliseconds; 30 s by default. */
  timeoutMs?: number;
  /** Called before every request, and only for addresses of the service itself. */
  token?: TokenProvider;
}

/** The API key or token for a request to this address; undefined: none. */
export type TokenProvider = (address: string) => string | undefined | Promise<string | undefined>;

export interface PlatformRequest extends AxiosRequestConfig {
  signal?: AbortSignal;
}

export interface JsonResponse<T> {
  status: number;
  body: T;
  headers: Readonly<Record<string, string | undefined>>;
}

const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;
const MAX_PROBLEM_BYTES = 1024 * 1024;
/** Depth that a document may have, with the views around it. */
const MAX_RESPONSE_DEPTH = 100;

/** JSON over HTTP with one service of the platform. Every failure becomes an ApiError or an UnreachableError. */
export class PlatformHttp {
  readonly baseURL: string;
  private readonly defaults: AxiosRequestConfig;
  private readonly setBy: string;
  private readonly token: TokenProvider;

  constructor(
    private readonly http: HttpService,
    private readonly service: string,
    defaultSetBy: string,
    { url, setBy, timeoutMs = 30_000, token = () => undefined }: ClientOptions,
  ) {
    this.baseURL = url.replace(/\/+$/, '');
    this.setBy = setBy ?? defaultSetBy;
    this.token = token;
    this.defaults = {
      baseURL: this.baseURL,
      timeout: timeoutMs,
      maxRedirects: 0,
      maxContentLength: MAX_RESPONSE_BYTES,
      proxy: false,
      // A parameter with several values is repeated.
      paramsSerializer: { indexes: null },
      responseType: 'text',
      transformResponse: (text: unknown) => text,
      validateStatus: () => true,
    };
  }

  /**
   * @param shape what the caller relies on in a response
   * @throws ApiError also when the response is not of this shape: something else may listen there
   */
  async json<T>(request: PlatformRequest, shape: Shape): Promise<JsonResponse<T>> {
    const response = await this.send<string>({
      ...request,
      headers: { accept: 'application/json', ...request.headers },
    });
    const headers = flatHeaders(response);
    if (response.status >= 300) throw this.problem(response.status, response.data, headers['retry-after']);
    return { status: response.status, body: this.parse<T>(response.status, response.data, shape), headers };
  }

  /** The body as it arrives, for responses without end. */
  async stream(request: PlatformRequest): Promise<AxiosResponse<Readable>> {
    const response = await this.send<Readable>({
      ...request,
      responseType: 'stream',
      timeout: 0,
      maxContentLength: -1,
    });
    if (response.status < 300) return response;
    throw this.problem(response.status, await startOf(response.data));
  }

  /** The error for a connection that broke in the middle of a response. */
  unreachable(error: ConnectionFailure): UnreachableError {
    const { service, baseURL, setBy } = this;
    return new UnreachableError(service, baseURL, setBy, failureReason(error), wasNeverSent(error), error);
  }

  private async send<T>(request: PlatformRequest): Promise<AxiosResponse<T>> {
    try {
      const headers = { ...request.headers, ...(await this.authorization(request)) };
      return await firstValueFrom(this.http.request<T>({ ...this.defaults, ...request, headers }));
    } catch (error) {
      if (isAborted(error) && isTimeout(request.signal?.reason)) throw this.unreachable({ code: 'ETIMEDOUT' });
      if (!isWithoutResponse(error) || isAborted(error)) throw error;
      throw this.unreachable(error);
    }
  }

  /** A request may name the address of a document at another server: that server must not get this token. */
  private async authorization({ url = '' }: PlatformRequest): Promise<{ authorization?: string }> {
    const address = /^https?:/i.test(url) ? url : this.baseURL + url;
    if (!URL.canParse(address) || !isSameOrigin(new URL(address), new URL(this.baseURL))) return {};
    const token = await this.token(address);
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  private problem(status: number, text: string, retryAfter?: string): ApiError {
    return new ApiError(this.service, readProblem({ status, text, retryAfter }), this.baseURL, this.setBy);
  }

  private parse<T>(status: number, text: string, shape: Shape): T {
    let value: unknown;
    try {
      value = text === '' ? undefined : JSON.parse(text);
    } catch {
      throw this.unexpected(status, 'not in JSON');
    }
    const where = isTooDeep(value, MAX_RESPONSE_DEPTH) ? 'too deep' : mismatch(value, shape);
    if (where === undefined) return value as T;
    throw this.unexpected(status, `not as ${this.service} does (${where})`);
  }

  private unexpected(status: number, how: string): ApiError {
    const { service, baseURL, setBy } = this;
    const detail = `${baseURL} responds, but ${how}: is that ${service}? (${setBy})`;
    return new ApiError(service, { status, code: 'bad-answer', detail, errors: [] }, baseURL, setBy);
  }
}

/** Reads a limited part of the body: a foreign server may send one without end. */
async function startOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_PROBLEM_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Why an `AbortSignal.timeout` aborts. */
function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}

function flatHeaders(response: AxiosResponse): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
}
