import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { PlatformError } from '#contract';
import { ACCESS, type Access } from './access';
import { AuthConfig } from './auth.config';
import { Authenticator } from './authenticator';

/** Runs before every route. A route without an access decorator denies every caller. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly reflector: Reflector,
    private readonly config: AuthConfig,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (!this.authenticator.required) return true;
    const places = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, places);
    if (!access) throw new PlatformError('forbidden', 'This route has no access decorator, so it denies every caller');
    const http = context.switchToHttp();
    if (access.anyOf.length > 0 && !(access.part && this.config.shows(access.part)))
      this.authenticator.admit(http.getRequest<Request>(), http.getResponse<Response>(), access.anyOf);
    return true;
  }
}
