/**
 * What `run` and `demo` show: lines that are only ever added, so that it reads the same in a terminal, in tmux, in a
 * CI log and through a pipe.
 */
import type { Writable } from 'node:stream';
import type { EngineEvent, RunMode } from '../../engine/events.ts';
import { closingLines } from './closing-lines.ts';
import { decisionLines } from './decision-lines.ts';
import { fileLines, headerLines } from './header-lines.ts';
import {
  accountLines,
  escalationLines,
  feedLines,
  noticeLines,
  planLines,
  reloadedLines,
  reloadRefusedLines,
  steeredLines,
  unreadableRowLines,
} from './health-lines.ts';
import { dateOf, Layout } from './layout.ts';
import { EMPTY_LINE, type Line, line, span } from './line.ts';
import { missedLines } from './missed-lines.ts';
import { masterOrderLines } from './order-lines.ts';
import { OrderMemory } from './order-memory.ts';
import { outcomeLines } from './outcome-lines.ts';
import { Screen } from './screen.ts';

export interface TerminalViewOptions {
  readonly out: Writable;
  /** The caller's decision: a terminal, and no NO_COLOR. */
  readonly colour: boolean;
  /** Columns; 80 where it is not known, 40 at least. */
  readonly width?: number;
  /** False where the terminal is not UTF-8. */
  readonly unicode?: boolean;
  /** Takes known secrets out of a text. */
  readonly redact: (text: string) => string;
}

export interface TerminalView {
  observe(event: EngineEvent): void;
  /** Nothing is written after this. The stream stays open; it is the caller's. */
  close(): void;
}

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 40;

export function createTerminalView(options: TerminalViewOptions): TerminalView {
  return new AppendingView(options);
}

class AppendingView implements TerminalView {
  readonly #screen: Screen;
  readonly #layout: Layout;
  readonly #memory = new OrderMemory();
  #mode: RunMode = 'dry_run';
  #configFile = 'the configuration';
  #files: Readonly<Record<string, string>> = {};
  /** The order whose line was the last one that is not a follower's. */
  #openBlock: string | null = null;
  /** The engine's name of that order, from its decisions. */
  #openOrderKey: string | null = null;
  /** Whether followers had lines since the last master order's: a blank line then parts the next from them. */
  #hasFollowerLines = false;
  #date: string | null = null;
  #pollFailure: string | null = null;

  constructor({ out, colour, width, unicode, redact }: TerminalViewOptions) {
    const columns = Math.max(MIN_WIDTH, width ?? DEFAULT_WIDTH);
    this.#screen = new Screen({ out, colour, unicode: unicode ?? true, width: columns });
    this.#layout = new Layout({ width: columns, redact });
  }

  observe(event: EngineEvent): void {
    const lines = this.#linesOf(event);
    if (lines.length === 0) return;
    const isMasters = event.type === 'master_order';
    if (!isMasters && event.type !== 'decided' && !this.#isUnderOrder(event)) this.#openBlock = null;
    if (event.type !== 'decided' && !this.#isUnderOrder(event)) this.#openOrderKey = null;
    const gap = isMasters && this.#hasFollowerLines ? [EMPTY_LINE] : [];
    if (isMasters) this.#hasFollowerLines = false;
    if (event.type === 'decided' || event.type === 'outcome') this.#hasFollowerLines = true;
    this.#screen.print([...this.#newDate(event), ...gap, ...lines]);
  }

  close(): void {
    this.#screen.close();
  }

  #linesOf(event: EngineEvent): Line[] {
    const layout = this.#layout;
    switch (event.type) {
      case 'started':
        return this.#start(event);
      case 'account':
        return accountLines(event, layout);
      case 'feed':
        return this.#isRepeatedFailure(event) ? [] : feedLines(event, layout);
      case 'master_order':
        if (!this.#memory.isNews(event.order)) return [];
        this.#openBlock = this.#memory.keyOf(event.order);
        return masterOrderLines(event.atMs, event.order, event.via, layout);
      case 'unreadable_row':
        return unreadableRowLines(event, layout);
      case 'missed':
        return missedLines(event, layout);
      case 'decided':
        return this.#decide(event);
      case 'outcome':
        return outcomeLines(event, this.#isUnderOrder(event), layout);
      case 'reloaded':
        return reloadedLines(event, this.#configFile, layout);
      case 'plan':
        return planLines(event, layout);
      case 'reload_refused':
        return reloadRefusedLines(event, this.#configFile, layout);
      case 'steered':
        return steeredLines(event, layout);
      case 'escalation':
        return escalationLines(event, layout);
      case 'notice':
        return noticeLines(event, layout);
      case 'stopped':
        return [...closingLines(event, layout), ...fileLines(this.#files, layout)];
    }
  }

  #start(event: Extract<EngineEvent, { type: 'started' }>): Line[] {
    this.#mode = event.mode;
    this.#configFile = event.configFile;
    this.#files = { ...event.files };
    this.#date = dateOf(event.atMs);
    this.#layout.makeRoomFor(['master', ...event.followers.map((follower) => follower.name)]);
    return headerLines(event, this.#layout);
  }

  /** Decisions that come later than their order's line (a confirmation, the day's end) name the order again. */
  #decide(event: Extract<EngineEvent, { type: 'decided' }>): Line[] {
    if (event.decisions.length === 0) return [];
    const key = this.#memory.keyOf(event.order);
    const lines = decisionLines(event.decisions, this.#mode, this.#layout);
    this.#openOrderKey = event.decisions[0]?.orderKey ?? null;
    if (this.#openBlock === key) return lines;
    this.#openBlock = key;
    return [...masterOrderLines(event.atMs, event.order, null, this.#layout), ...lines];
  }

  /** Whether it is the outcome of a copy of the order that stands right above. */
  #isUnderOrder(event: EngineEvent): boolean {
    return event.type === 'outcome' && event.orderKey === this.#openOrderKey;
  }

  /** A poll that keeps failing the same way is told once. */
  #isRepeatedFailure(event: Extract<EngineEvent, { type: 'feed' }>): boolean {
    if (event.what === 'poll_recovered') this.#pollFailure = null;
    if (event.what !== 'poll_failed') return false;
    const failure = event.error?.code ?? '';
    if (this.#pollFailure === failure) return true;
    this.#pollFailure = failure;
    return false;
  }

  #newDate(event: EngineEvent): Line[] {
    const date = dateOf(event.atMs);
    const isFirst = this.#date === null;
    if (this.#date === date) return [];
    this.#date = date;
    return isFirst ? [] : [EMPTY_LINE, line(0, span(date, 'quiet'))];
  }
}
