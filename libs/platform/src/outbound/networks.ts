import { BlockList, isIPv6 } from 'node:net';

/** Networks, each an address or in CIDR notation. */
export class Networks {
  /** Separate lists: in a mixed one every IPv4 address would match `::ffff:0:0/96`. */
  private readonly ipv4 = new BlockList();
  private readonly ipv6 = new BlockList();

  /** @throws RangeError that names the invalid network */
  constructor(networks: readonly string[]) {
    for (const network of networks) this.add(network);
  }

  /** An IPv4-mapped address also counts as the IPv4 address it embeds. */
  has(address: string): boolean {
    if (!isIPv6(address)) return this.ipv4.check(address, 'ipv4');
    return this.ipv6.check(address, 'ipv6') || this.ipv4.check(address, 'ipv6');
  }

  private add(network: string): void {
    const [address = '', prefix = isIPv6(address) ? '128' : '32', ...rest] = network.split('/');
    try {
      if (rest.length > 0 || !/^\d{1,3}$/.test(prefix)) throw new RangeError();
      if (isIPv6(address)) this.ipv6.addSubnet(address, Number(prefix), 'ipv6');
      else this.ipv4.addSubnet(address, Number(prefix), 'ipv4');
    } catch (cause) {
      throw new RangeError(`${network} is not a network`, { cause });
    }
  }
}
