import { Module, type Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { PublicAddress, startApp } from '#platform';
import { StorageModule } from '#storage';
import type { EmptyDatabase } from '#storage/testing';
import { ComposableModule } from '../composable.module';
import type { ComposableOptions } from '../composable-options';
import { PublishNote, ReadNote, UppercaseText, WriteNote } from './note-handlers';
import { notesMigrations } from './notes.migrations';

const options: ComposableOptions = { resource: 'note', serviceName: 'note-service', register: false };

export interface NotesResponse {
  status: number;
  body: unknown;
}

/** A small composable service, on a free port. */
export class RunningNotes {
  private constructor(readonly app: NestExpressApplication) {}

  static async start(
    place: EmptyDatabase,
    more: Partial<ComposableOptions> = {},
    handlers: Type[] = [WriteNote, ReadNote, PublishNote, UppercaseText],
    env: Record<string, string> = {},
  ): Promise<RunningNotes> {
    @Module({
      imports: [
        ComposableModule.forRoot({ ...options, ...more }),
        StorageModule.forRoot({ name: 'notes', migrations: notesMigrations }),
      ],
      providers: handlers,
    })
    class NotesModule {}

    const about = { name: 'notes', title: 'Notes', description: 'For tests', defaultPort: 0 };
    const { dataDir: DATA_DIR, databaseUrl: DATABASE_URL } = place;
    return new RunningNotes(
      await startApp(NotesModule, about, { DATA_DIR, DATABASE_URL, LOG_LEVEL: 'silent', ...env }),
    );
  }

  get url(): string {
    return this.app.get(PublicAddress).url;
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<NotesResponse> {
    const response = await fetch(`${this.url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  async get(path: string): Promise<unknown> {
    return (await fetch(`${this.url}/${path}`)).json();
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
