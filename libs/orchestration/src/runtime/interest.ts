/**
 * Whether somebody still wants what an effect under way looks for. Hardly any effect asks for the signal, and making one
 * costs more than everything else about an effect: it is made when it is asked for.
 */
export class Interest {
  private over = false;
  private controller?: AbortController;

  get lost(): boolean {
    return this.over;
  }

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.over) this.controller.abort();
    return this.controller.signal;
  }

  lose(): void {
    this.over = true;
    this.controller?.abort();
  }
}
