// Answers one question by its exit code, so that the shell scripts beside it need nothing but Node.
import { createServer } from 'node:net';

const get = (url) => fetch(url, { signal: AbortSignal.timeout(2000) });

const questions = {
  /** node is 20.19 or newer */
  'new-enough': async () => {
    const [major, minor] = process.versions.node.split('.').map(Number);
    return major > 20 || (major === 20 && minor >= 19);
  },

  /** free HOST PORT: nothing listens there */
  free: (host, port) =>
    new Promise((answer) => {
      if (!(Number(port) > 0 && Number(port) < 65536)) return answer(false);
      const server = createServer().on('error', () => answer(false));
      server.listen(Number(port), host, () => server.close(() => answer(true)));
    }),

  /** answers URL: with 2xx */
  answers: async (url) => (await get(url)).ok,

  /** lists URL: an array that is not empty */
  lists: async (url) => (await (await get(url)).json()).length > 0,
};

const [question, ...details] = process.argv.slice(2);
const yes = await questions[question](...details).catch(() => false);
process.exitCode = yes ? 0 : 1;
