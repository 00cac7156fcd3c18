export { Caller, RequireScope, Public } from './auth/access';
export { AuthConfig } from './auth/auth.config';
export { Authenticator } from './auth/authenticator';
export { Jwks } from './auth/jwks';
export { isPrincipalName, makeCheckedApiKey } from './auth/read-api-keys';
export { hasAnyScope, type Principal, principalOf } from './auth/principal';
export { ServiceToken } from './auth/service-token';
export { type AppInfo, type AppSource, bootstrap, startApp } from './bootstrap';
/** @public scripts/generate-docs.mjs uses it out of dist. */
export { createApp } from './bootstrap';
export { HttpAddress, IntegerInRange } from './config/decorators';
export { ENVIRONMENT, provideConfig } from './config/environment';
export { ConfigError, type Environment, loadConfig } from './config/load-config';
export { PlatformConfig } from './config/platform-config';
export { PublicAddress } from './config/public-address';
export { HealthChecks } from './health/health';
export { ClientGone } from './http/client-gone';
export { type ServerEvent, streamEvents, streamPulledEvents } from './http/event-stream';
export { linkToNextPage } from './http/next-page';
export { AnyQuery } from './http/query.guard';
export { invalidParameter, readSwitch, readTime, readWhole } from './http/query-values';
export { RawJson } from './http/raw-json';
export { sendArray } from './http/send-array';
export { whenDrained, writeAll } from './http/write-all';
export { JsonText } from './http/json-text';
export { readInTurns } from './json/json-turns';
export { isJsonType, mediaTypeOf } from './json/media-type';
export { Capacity } from './limits/capacity';
export { OpenResponses } from './limits/open-responses';
export { Draining } from './lifecycle/draining';
export { Pruner } from './lifecycle/pruner';
export { BoundedLabels } from './metrics/bounded-labels';
export { Metrics } from './metrics/metrics';
export {
  RESPONSE_HEADERS,
  ApiIdempotencyKey,
  ApiIfMatch,
  ApiIfNoneMatch,
  ApiLastEventId,
  ApiProblems,
} from './openapi/decorators';
/** @public scripts/generate-docs.mjs uses it out of dist. */
export { openApiOf } from './openapi/openapi';
export { contentCodingOf } from './outbound/content';
export type { HeaderFields } from './outbound/header-fields';
export { OutboundConfig } from './outbound/outbound.config';
export type { FullResponse } from './outbound/outcome';
export { OutboundHttp } from './outbound/outbound-http';
export { OutboundPolicy, outboundPolicyOf } from './outbound/outbound-policy';
export type { OutboundRequest } from './outbound/outbound-request';
export type { ExchangeOutcome } from './outbound/outcome';
export { Batcher } from './batcher';
export { inTimeSlices, inTurns, TimeSlice } from './time-slices';
export { isOutOfMemory, WorkerThread } from './worker-thread';
export {
  COVERED_COMPONENTS,
  COVERED_IF_PRESENT,
  KEY_DIRECTORY,
  SIGNATURE_LABEL,
  SIGNATURE_LIFETIME_MS,
  SIGNATURE_TAG,
} from './signatures/call-signatures';
export { contentDigest } from './signatures/content-digest';
export { rawBodyOf } from './signatures/raw-body';
export { signedPartsOf, signatureBase } from './signatures/signature-base';
export { problemOf } from './http/problem.filter';
