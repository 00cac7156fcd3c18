/** So many requests begin in one turn of the event loop: with all their middleware they take some ten milliseconds. */
const MOST_IN_A_TURN = 250;

/**
 * Begins requests in the order in which they came, and only so many in one turn of the event loop: of pipelined requests
 * Node would begin all that one packet holds.
 */
export class RequestStarter {
  private readonly waiting: (() => void)[] = [];
  private left = MOST_IN_A_TURN;
  private renewing = false;

  begin(request: () => void): void {
    this.renew();
    if (this.left === 0 || this.waiting.length > 0) {
      this.waiting.push(request);
      return;
    }
    this.left--;
    request();
  }

  private renew(): void {
    if (this.renewing) return;
    this.renewing = true;
    setImmediate(() => {
      this.renewing = false;
      this.left = MOST_IN_A_TURN;
      const next = this.waiting.splice(0, this.left);
      this.left -= next.length;
      if (next.length > 0) this.renew();
      for (const request of next) request();
    });
  }
}
