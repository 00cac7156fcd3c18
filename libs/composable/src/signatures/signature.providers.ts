import type { FactoryProvider, Provider } from '@nestjs/common';
import { KEY_DIRECTORY, OutboundHttp, PlatformConfig, provideConfig, PublicAddress } from '#platform';
import { type Database, DATABASE } from '#storage';
import type { LedgerSchema } from '../ledger/ledger.schema';
import { CallVerifier } from './call-verifier';
import { SqlReplayCache } from './sql-replay-cache';
import { InMemoryReplayCache } from './in-memory-replay-cache';
import { SignatureConfig } from './signature.config';
import { CALL_VERIFIER, SignatureGuard } from './signature.guard';
import { TrustedKeys } from './trusted-keys';

const verifier: FactoryProvider<CallVerifier | null> = {
  provide: CALL_VERIFIER,
  inject: [SignatureConfig, PlatformConfig, PublicAddress, OutboundHttp, DATABASE],
  useFactory: (
    config: SignatureConfig,
    { JOB_CONTROL_URL }: PlatformConfig,
    address: PublicAddress,
    http: OutboundHttp,
    database: Database<LedgerSchema>,
  ) => {
    if (config.CALL_SIGNATURES === 'off') return null;
    const { CALL_SIGNATURE_KEYS: given = `${JOB_CONTROL_URL.replace(/\/+$/, '')}${KEY_DIRECTORY}` } = config;
    const places = given.split(',').map((place) => place.trim());
    // Replicas share a PostgreSQL; a service on an embedded database is one process.
    const seen = database.dialect === 'postgres' ? new SqlReplayCache(database) : new InMemoryReplayCache();
    return new CallVerifier(TrustedKeys.of(places, http), seen, {
      required: config.CALL_SIGNATURES === 'required',
      clockSkewMs: config.CALL_SIGNATURE_CLOCK_SKEW_MS,
      address: () => address.url,
    });
  },
};

export const signatureProviders: Provider[] = [provideConfig(SignatureConfig), verifier, SignatureGuard];
