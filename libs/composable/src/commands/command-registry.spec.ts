import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { ReadNote, WriteNote } from '../testing/note-handlers';
import { RunningNotes } from '../testing/running-notes';
import { CommandHandler } from './command-handler.decorator';

@CommandHandler('write', { safe: false, idempotent: true, reversible: 'full' })
class OtherWriteNote extends WriteNote {}

@CommandHandler('half', { safe: false, idempotent: true, reversible: 'compensating' })
class HalfANote {}

describe('a service with handlers that cannot work', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'handlers-'));
  afterAll(() => rmSync(dataDir, { recursive: true }));

  const starting = (...handlers: Type[]) => RunningNotes.start({ dataDir }, {}, [ReadNote, ...handlers]);

  it('does not start, and says all that is wrong with them', async () => {
    await expect(starting(HalfANote, WriteNote, OtherWriteNote)).rejects.toThrow(
      'These command handlers cannot work: ' +
        'HalfANote (half) has no execute method; ' +
        'HalfANote (half) is declared reversible but has no revert method; ' +
        'OtherWriteNote (write) is not the only handler of its command',
    );
  });
});
