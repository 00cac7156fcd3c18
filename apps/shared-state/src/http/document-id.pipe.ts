import type { PipeTransform } from '@nestjs/common';
import { checkDocumentId } from '../documents/document-id';

export class DocumentIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    return checkDocumentId(id);
  }
}
