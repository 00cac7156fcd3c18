import { request } from 'undici';

/** When a target that records heard of which job first, of all it has heard of since it was last asked. */
export async function firstCallTimes(target: string): Promise<number[]> {
  return (await (await request(`${target}/heard`)).body.json()) as number[];
}
