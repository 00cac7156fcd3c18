import { post } from '../harness/platform';

const AT_A_TIME = 32;

/** Registers services number `from` up to `to`, each with a name and a tag of its own, all at the target. */
export async function registerMany(discovery: string, target: string, from: number, to: number): Promise<void> {
  let next = from;
  const one = async (): Promise<void> => {
    for (let n = next++; n < to; n = next++) {
      await post(`${discovery}/register`, { name: `service-${n}`, url: `${target}/${n}`, tags: [`tag-${n}`] });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
}
