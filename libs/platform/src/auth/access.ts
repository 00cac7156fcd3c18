import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { Request } from 'express';
import type { PublicPart } from './auth.config';
import { type Principal, principalOf } from './principal';
import type { Scope } from './scopes';

/** Metadata of a route or a controller: who may call it. What has none is open to nobody. */
export const ACCESS = Symbol('Access');

/** The name of the one security scheme in the OpenAPI documents. */
export const BEARER = 'bearer';

export interface Access {
  /** Any one of them is enough; none: everybody may. */
  readonly anyOf: readonly Scope[];
  /** Where AUTH_PUBLIC names this part, everybody may. */
  readonly part?: PublicPart;
}

/** The route takes callers who have one of these scopes. */
export function Needs(...anyOf: [Scope, ...Scope[]]): ClassDecorator & MethodDecorator {
  const documented = anyOf.map((scope) => ApiSecurity({ [BEARER]: [scope] }));
  return applyDecorators(SetMetadata(ACCESS, { anyOf } satisfies Access), ...documented);
}

/** The route takes administrators, and everybody where AUTH_PUBLIC says so. */
export function NeedsAdminUnlessPublic(part: PublicPart): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, { anyOf: ['admin'], part } satisfies Access),
    ApiSecurity({ [BEARER]: ['admin'] }),
  );
}

/** The route tells what everybody may know, and asks nobody who they are. It takes no body. */
export function OpenToAll(): ClassDecorator & MethodDecorator {
  return SetMetadata(ACCESS, { anyOf: [] } satisfies Access);
}

/** Who is calling; null when nobody is asked (`AUTH=off`), and everybody may do everything. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal | null =>
  principalOf(context.switchToHttp().getRequest<Request>()),
);
