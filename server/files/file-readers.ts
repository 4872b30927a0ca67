import { Injectable } from '@nestjs/common';
import type { Principal } from '../platform/principal.js';

/** Whether somebody may see a file, because of what it is attached to. */
export type FileReader = (file: string, who: Principal) => Promise<boolean>;

/** Who may see which file. Files know nothing of what they are attached to: capabilities that attach them say it here. */
@Injectable()
export class FileReaders {
  private readonly readers: FileReader[] = [];

  /** Adds a capability's word. One that says yes is enough. */
  add(reader: FileReader): void {
    this.readers.push(reader);
  }

  /** Asks them one after the other. */
  async mayRead(file: string, who: Principal): Promise<boolean> {
    for (const reader of this.readers) if (await reader(file, who)) return true;
    return false;
  }
}
