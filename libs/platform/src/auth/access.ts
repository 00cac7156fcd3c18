import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { Request } from 'express';
import type { PublicPart } from './auth.config';
import { type Principal, principalOf } from './principal';
import type { Scope } from './scopes';

/** Metadata of a route or a controller: who may call it. A route without it denies every caller. */
export const ACCESS = Symbol('Access');

/** The name of the one security scheme in the OpenAPI documents. */
export const BEARER = 'bearer';

export interface Access {
  /** The caller needs any one of them; an empty list: every caller. */
  readonly anyOf: readonly Scope[];
  /** Open to every caller if AUTH_PUBLIC names this part. */
  readonly part?: PublicPart;
}

/** The route accepts callers with one of these scopes. */
export function RequireScope(...anyOf: [Scope, ...Scope[]]): ClassDecorator & MethodDecorator {
  const documented = anyOf.map((scope) => ApiSecurity({ [BEARER]: [scope] }));
  return applyDecorators(SetMetadata(ACCESS, { anyOf } satisfies Access), ...documented);
}

/** The route accepts administrators, and every caller if AUTH_PUBLIC says so. */
export function RequireAdminUnlessPublic(part: PublicPart): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, { anyOf: ['admin'], part } satisfies Access),
    ApiSecurity({ [BEARER]: ['admin'] }),
  );
}

/** The route is public and does not authenticate. It takes no body. */
export function Public(): ClassDecorator & MethodDecorator {
  return SetMetadata(ACCESS, { anyOf: [] } satisfies Access);
}

/** The caller's principal; null with `AUTH=off`, where every caller may do everything. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal | null =>
  principalOf(context.switchToHttp().getRequest<Request>()),
);
