import { Agent } from 'undici';

const AT_A_TIME = 64;

/** Submits the same job again and again without waiting for its end; the ids. */
export async function submitMany(jobControl: string, document: object, count: number): Promise<string[]> {
  const agent = new Agent({ connections: AT_A_TIME });
  const body = JSON.stringify(document);
  const headers = { 'content-type': 'application/json' };
  const ids: string[] = [];
  let left = count;
  const submit = async (): Promise<void> => {
    while (left-- > 0) {
      const response = await agent.request({ origin: jobControl, path: '/jobs', method: 'POST', headers, body });
      if (response.statusCode !== 202)
        throw new Error(`responded with ${response.statusCode} ${await response.body.text()}`);
      ids.push(((await response.body.json()) as { jobId: string }).jobId);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, submit));
  await agent.close();
  return ids;
}
