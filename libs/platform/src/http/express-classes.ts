import { IncomingMessage, type ServerOptions, ServerResponse } from 'node:http';

/** The prototypes that Express gives requests and responses. */
interface Prototypes {
  request: object;
  response: object;
}

/**
 * Server classes whose requests and responses have Express's prototypes from the start. Express would change the
 * prototype of each, and V8 handles such objects slowly from then on.
 */
export function expressClasses(app: Prototypes): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  class ExpressRequest extends IncomingMessage {}
  class ExpressResponse extends ServerResponse {}
  Object.setPrototypeOf(ExpressRequest.prototype, app.request);
  Object.setPrototypeOf(ExpressResponse.prototype, app.response);
  app.request = ExpressRequest.prototype;
  app.response = ExpressResponse.prototype;
  return { IncomingMessage: ExpressRequest, ServerResponse: ExpressResponse } as ServerOptions;
}
