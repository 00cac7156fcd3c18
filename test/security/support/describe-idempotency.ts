import { Pool } from 'undici';
import { Platform } from '../../e2e/support/platform';

const AT_ONCE = 100;

/** @param keys how many different submissions; each is sent 100 times at once */
export function describeIdempotency(keys: number): void {
  describe('a submission that is sent again and again', () => {
    let platform: Platform;
    let pool: Pool;
    beforeAll(async () => {
      platform = await Platform.start([], { LOAD_SHED_DELAY_MS: '0' });
      pool = new Pool(platform.env.JOB_CONTROL_URL!, { connections: AT_ONCE });
    }, 120_000);
    afterAll(async () => {
      await pool.destroy();
      await platform.stop();
    });

    const submit = async (key: string, name: string) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': key };
      const body = JSON.stringify({ name, steps: [{ tasks: [] }] });
      const response = await pool.request({ method: 'POST', path: '/jobs', headers, body });
      const { jobId, code } = (await response.body.json()) as { jobId?: string; code?: string };
      return { status: response.statusCode, jobId, code };
    };

    it(`is one job for each of ${keys} keys, with each sent ${AT_ONCE} times at once`, async () => {
      const jobs = new Set<string | undefined>();
      for (let key = 0; key < keys; key++) {
        const responses = await Promise.all(Array.from({ length: AT_ONCE }, () => submit(`key-${key}`, `job-${key}`)));
        expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([202]));
        const ids = new Set(responses.map(({ jobId }) => jobId));
        expect(ids.size).toBe(1);
        ids.forEach((id) => jobs.add(id));
      }
      const listed = await pool.request({ method: 'GET', path: '/jobs?limit=1000' });
      const known = (await listed.body.json()) as { jobId: string }[];
      expect(known.map(({ jobId }) => jobId).sort()).toEqual([...jobs].sort());
      expect(known).toHaveLength(keys);
    }, 300_000);

    it('is refused where the key was used for something else, also when both come at once', async () => {
      const responses = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, n) => submit('contested', `job-${n % 2}`)),
      );
      const taken = responses.filter(({ status }) => status === 202);
      expect(new Set(taken.map(({ jobId }) => jobId)).size).toBe(1);
      expect(taken).toHaveLength(AT_ONCE / 2);
      const refused = responses.filter(({ status }) => status !== 202);
      expect(new Set(refused.map(({ status, code }) => `${status} ${code}`))).toEqual(
        new Set(['422 idempotency-mismatch']),
      );
    });
  });
}
