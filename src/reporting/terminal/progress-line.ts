import { toSafeText } from './safe-text.ts';
import { paint } from './style.ts';

/** What long work is at; `share` of it is done (0 to 1), null where that is not known. */
export interface Progress {
  readonly doing: string;
  readonly share: number | null;
}

export interface ProgressScreen {
  write(text: string): void;
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
  /** Milliseconds of a clock that only goes on. */
  readonly now: () => number;
}

/** Shown more often, nobody could read it. */
const INTERVAL_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** One line on a terminal that is written again and again, and goes before anything else is printed. */
export class ProgressLine {
  readonly #screen: ProgressScreen;
  #shownAt = Number.NEGATIVE_INFINITY;
  #isShown = false;

  constructor(screen: ProgressScreen) {
    this.#screen = screen;
  }

  show({ doing, share }: Progress): void {
    const { write, width, colour, now } = this.#screen;
    if (now() - this.#shownAt < INTERVAL_MS) return;
    this.#shownAt = now();
    const percent = share === null ? '…' : ` ${Math.floor(100 * share)} %`;
    const text = `${toSafeText(doing, width - percent.length - 2)}${percent}`;
    write(`${CLEAR_LINE}${colour ? paint(text, 'quiet') : text}`);
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) this.#screen.write(CLEAR_LINE);
    this.#isShown = false;
  }
}
