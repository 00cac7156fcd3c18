// For those who bring no HTTP of their own: POST runs one job, and responds when it has ended.
import { createServer } from 'node:http';

export function serve(job) {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      job().then(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"completed"}'),
        (error) => response.writeHead(500).end(String(error)),
      );
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(Number(process.env.PORT), '127.0.0.1', () => {
    process.stdout.write(`listening on http://127.0.0.1:${server.address().port}\n`);
  });
}
