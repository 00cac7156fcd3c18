import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What happens to bytes. `hold`: they arrive when the wire is mended, like TCP retransmissions. */
type Fate = 'carry' | 'hold' | 'swallow' | 'cut';

/** The wire between an app and its database: carries everything by default. */
export class Cable {
  /** What happens to the client's bytes. */
  sending: (bytes: Buffer) => Fate = () => 'carry';
  /** What happens to the server's bytes. */
  receiving: (bytes: Buffer) => Fate = () => 'carry';
  private readonly ends = new Set<Socket>();
  private held: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => this.join(client));
  }

  static async to(databaseUrl: string): Promise<Cable> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Cable(server, new URL(databaseUrl));
  }

  /** The address of the same database through this wire. */
  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return Object.assign(new URL(this.target), { port: String(port) }).href;
  }

  /** Drops all bytes without closing the connections. */
  interrupt(): void {
    this.sending = this.receiving = () => 'hold';
  }

  mend(): void {
    this.sending = this.receiving = () => 'carry';
    for (const pass of this.held.splice(0)) pass();
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const end of this.ends) end.destroy();
    await closed;
  }

  private join(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    const pair = [client, server];
    for (const end of pair) {
      this.ends.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        this.ends.delete(end);
        for (const other of pair) other.destroy();
      });
    }
    client.on('data', (bytes) => this.pass(this.sending(bytes), bytes, server));
    server.on('data', (bytes) => this.pass(this.receiving(bytes), bytes, client));
  }

  private pass(fate: Fate, bytes: Buffer, to: Socket): void {
    if (fate === 'carry') to.write(bytes);
    if (fate === 'hold') this.held.push(() => to.write(bytes));
    if (fate === 'cut') to.destroy();
  }
}
