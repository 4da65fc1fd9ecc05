/** The files of one process. What it has not written when it dies is lost, and it writes nothing after that. */

import type { Intent, NewIntent } from '../../src/journal/intent.ts';
import type { DecisionEntry, JournalNews } from '../../src/journal/journal.ts';
import { Journal } from '../../src/journal/journal.ts';
import { JournalDatabase } from '../../src/journal/journal-database.ts';
import { acquireJournalLock, type JournalLock } from '../../src/journal/journal-lock.ts';
import { createNamedFile, openPrivateFile } from '../../src/journal/private-files.ts';
import { RecordingFile } from '../../src/journal/recording-file.ts';
import type { ProcessLife } from './process-life.ts';

export interface Disk {
  readonly life: ProcessLife;
  /** A commit takes this long. */
  readonly commit: () => void;
}

type Redact = (text: string) => string;

/** Opens the file itself; whatever becomes of it is written through a `MortalJournal`. */
export function openJournalFile(path: string): { readonly db: JournalDatabase; readonly lock: JournalLock } {
  const lock = acquireJournalLock(path);
  try {
    return { db: new JournalDatabase(path), lock };
  } catch (error) {
    lock.release();
    throw error;
  }
}

export class MortalJournal extends Journal {
  readonly #disk: Disk;
  readonly #planned = new Map<string, number>();

  constructor(
    file: { readonly db: JournalDatabase; readonly lock: JournalLock },
    disk: Disk,
    redact: Redact,
  ) {
    super(file.db, file.lock, redact);
    this.#disk = disk;
  }

  /** Units that an intent of this process was planned with. */
  plannedOf(tag: string): number | null {
    return this.#planned.get(tag) ?? null;
  }

  override recordDecision(entry: DecisionEntry): void {
    for (const { tag, quantity } of entry.intents) this.#planned.set(tag, quantity);
    this.#write(() => super.recordDecision(entry));
  }

  override appendNews(news: JournalNews): void {
    this.#write(() => super.appendNews(news));
  }

  override recordAgain(intent: NewIntent, news: JournalNews): void {
    this.#planned.set(intent.tag, intent.quantity);
    this.#write(() => super.recordAgain(intent, news));
  }

  override saveSnapshot(...snapshot: Parameters<Journal['saveSnapshot']>): void {
    this.#write(() => super.saveSnapshot(...snapshot));
  }

  override adjustQuantity(tag: string, quantity: number, atMs: number): Intent {
    return { ...this.#adjust(tag, () => super.adjustQuantity(tag, quantity, atMs)), quantity };
  }

  override adjustPrice(tag: string, price: string, atMs: number): Intent {
    return { ...this.#adjust(tag, () => super.adjustPrice(tag, price, atMs)), price };
  }

  /** @returns the intent as it was where the process is gone */
  #adjust(tag: string, adjust: () => Intent): Intent {
    let adjusted: Intent | null = null;
    this.#write(() => {
      adjusted = adjust();
    });
    const known = adjusted ?? this.intent(tag);
    if (known === null) throw new Error(`the journal has no intent ${tag}`);
    return known;
  }

  /** What the operating system does with the files of a process that is gone. */
  reap(): void {
    super.close();
  }

  override close(): void {
    if (!this.#disk.life.isDead) super.close();
  }

  #write(write: () => void): void {
    const { life, commit } = this.#disk;
    if (!life.reach('before_commit')) return;
    commit();
    write();
    life.reach('after_commit');
  }
}

export class MortalRecording extends RecordingFile {
  readonly #life: ProcessLife;

  constructor(folder: string, startedAtMs: number, redact: (text: string) => string, life: ProcessLife) {
    const name = { prefix: 'session', startedAtMs, extension: 'jsonl' };
    const { path, fd } = createNamedFile(folder, name, (free) => openPrivateFile(free, 'wx'));
    super(path, fd, { redact, onError: () => {} });
    this.#life = life;
  }

  override append(line: string): void {
    if (!this.#life.isDead) super.append(line);
  }

  override flush(): void {
    if (!this.#life.isDead) super.flush();
  }
}
