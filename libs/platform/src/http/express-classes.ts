import { IncomingMessage, type ServerOptions, ServerResponse } from 'node:http';

/** What Express gives the objects of every request. */
interface Prototypes {
  request: object;
  response: object;
}

/**
 * Classes for a server whose requests and answers are Express's from the beginning. Express would change what they are
 * when they come to it, and such objects are slow ever after.
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
