/** Plays the live engine's part: decides inputs as they come and records them, as docs/recording-format.md says. */
import { compileConfig, type LoadedConfig } from '../../src/config/compile-config.ts';
import { type Book, createBook } from '../../src/core/book/book.ts';
import { CopySession, type SessionDecision } from '../../src/core/copy-session.ts';
import { createInstrumentMaster, type InstrumentRecord } from '../../src/core/orders/instrument.ts';
import { toSnapshot } from '../../src/core/saving/book-snapshot.ts';
import { ObservedInstruments } from '../../src/journal/recording/observed-instruments.ts';
import { encodeLine } from '../../src/journal/recording/recording-format.ts';
import type { RecordedConfig, RecordingLine } from '../../src/journal/recording/recording-line.ts';
import {
  type PlainInput,
  toDecisionLine,
  toInputLine,
  toInstrumentLine,
} from '../../src/journal/recording/session-lines.ts';
import { toSessionInput } from '../../src/replay/recording/recorded-inputs.ts';

export function compile(text: string): LoadedConfig {
  const result = compileConfig([{ path: 'copytrade.yaml', text }]);
  if (!result.ok) throw new Error(result.findings.map(({ message }) => message).join('\n'));
  return result.config;
}

function recorded(text: string): RecordedConfig {
  const { sha256, files } = compile(text);
  return { sha256, files };
}

/** 2026-11-23 09:15:00, IST. */
export const OPENING_MS = Date.UTC(2026, 10, 23, 3, 45);

interface Start {
  readonly confirm?: boolean;
  readonly mode?: 'dry_run' | 'live';
  readonly instruments?: readonly InstrumentRecord[];
  /** What a restart goes on from. */
  readonly book?: Book;
}

export class LiveSession {
  readonly lines: string[] = [];
  readonly session: CopySession;
  nowMs = OPENING_MS;

  constructor(config: string, { confirm = false, mode = 'live', instruments = [], book }: Start = {}) {
    const observed = new ObservedInstruments(createInstrumentMaster(instruments), (record) =>
      this.#write(toInstrumentLine(record, this.nowMs)),
    );
    const options = { live: true, fills: 'reported', instruments: observed } as const;
    this.session = new CopySession(compile(config).policy, options, { book: book ?? createBook(), confirm });
    this.#write({
      type: 'session',
      at_ms: this.nowMs,
      version: 1,
      session: '20261123_091500',
      run_mode: mode,
      config: recorded(config),
      confirm,
      state: book === undefined ? null : toSnapshot(book),
    });
  }

  /** Any line that is an input; its decisions follow it. */
  take(line: RecordingLine): readonly SessionDecision[] {
    const input = toSessionInput(line);
    const made = input === null ? [] : this.session.accept(input);
    this.#write(line);
    for (const one of made) this.#write(toDecisionLine(one, this.nowMs));
    return made;
  }

  tell(input: PlainInput): readonly SessionDecision[] {
    return this.take(toInputLine(input, this.nowMs));
  }

  /** A master order, seen a second after its own time. */
  see(row: Row): readonly SessionDecision[] {
    return this.take({ type: 'master', at_ms: this.nowMs, via: 'push', row, missed: null });
  }

  /** Sees a row, and each copy fills as much as `fillOf` says: in full where it says nothing. */
  seeAndFill(row: Row, fillOf: (made: SessionDecision) => number | undefined = () => undefined): void {
    for (const made of this.see(row)) {
      const { orderKey, revision, decision, effect } = made;
      if (effect === 'none') continue;
      const filled = fillOf(made) ?? decision.quantity;
      this.tell({ kind: 'copy_ended', orderKey, follower: decision.follower, revision, filled });
    }
  }

  reload(config: string, confirm = false): void {
    this.session.accept({ kind: 'policy', policy: compile(config).policy, confirm });
    this.#write({ type: 'config', at_ms: this.nowMs, config: recorded(config), confirm });
  }

  end(): void {
    this.#write({ type: 'end', at_ms: this.nowMs, statistics: {} });
  }

  text(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }

  #write(line: RecordingLine): void {
    this.lines.push(encodeLine(line));
  }
}

type Row = Readonly<Record<string, string | number>>;

/** A complete MARKET order of RELIANCE for intraday at 1500, at 09:15:00 or when `fields` say. */
export function share(
  orderid: string,
  transactiontype: 'BUY' | 'SELL',
  quantity: number,
  fields: Row = {},
): Row {
  return {
    variety: 'NORMAL',
    ordertype: 'MARKET',
    producttype: 'INTRADAY',
    exchange: 'NSE',
    symboltoken: '2885',
    tradingsymbol: 'RELIANCE-EQ',
    instrumenttype: '',
    lotsize: '1',
    averageprice: 1500,
    ordertag: '',
    status: 'complete',
    orderstatus: 'complete',
    updatetime: '23-Nov-2026 09:15:00',
    filledshares: String(quantity),
    quantity: String(quantity),
    orderid,
    transactiontype,
    ...fields,
  };
}
