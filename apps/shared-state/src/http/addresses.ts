import { Injectable } from '@nestjs/common';
import { PublicAddress } from '#platform';

/** The URLs of this service's documents. */
@Injectable()
export class Addresses {
  constructor(private readonly own: PublicAddress) {}

  ofDocument(id: string): string {
    return `${this.own.url}/state/${id}`;
  }

  ofVersion(id: string, version: number): string {
    return `${this.ofDocument(id)}/versions/${version}`;
  }

  ofPage(limit: number, cursor: string): string {
    return `${this.own.url}/state?limit=${limit}&cursor=${cursor}`;
  }
}
