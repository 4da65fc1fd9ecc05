import type { Book } from '../core/book/book.ts';
import type { SessionDecision } from '../core/copy-session.ts';
import type { IstSeconds } from '../core/ist-time.ts';
import type { Progress } from '../reporting/terminal/progress-line.ts';

/** Something in a file that was left out. */
export interface Unreadable {
  readonly file: string;
  /** `row 3`, `line 12` */
  readonly place: string;
  readonly problem: string;
}

/** What a replay tells as it goes. */
export interface ReplayObserver {
  /** In the order of deciding; `time` is the order's, null where no row told one. */
  onDecision(made: SessionDecision, time: IstSeconds | null): void;
  /** Null: what was told has been dealt with. Else there is more than should wait, until this resolves. */
  caughtUp?(): Promise<void> | null;
  onUnreadable(unreadable: Unreadable): void;
  /** Something that the reader of the result should know, in a sentence. */
  onNote(note: string): void;
  /** A session has been decided to its end. */
  onEnd?(book: Book): void;
  /** How far long work has come, now and then. */
  onProgress?(progress: Progress): void;
}
