/** Another server than expected listens at an address. */
export class WrongAddress extends Error {
  override readonly name = 'WrongAddress';

  constructor(
    readonly address: string,
    what: string,
    setBy: string,
  ) {
    super(`${address} is ${what}: correct ${setBy}`);
  }
}
