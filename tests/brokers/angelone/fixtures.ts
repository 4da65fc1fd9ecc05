import { readFileSync } from 'node:fs';
import type { Json } from '../../../src/brokers/port.ts';

const FOLDER = new URL('../../fixtures/angelone/', import.meta.url);

export function fixtureText(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

export function fixture(name: string): Json {
  return JSON.parse(fixtureText(name)) as Json;
}

/** The rows of a recorded reply. */
export function fixtureRows(name: string): Readonly<Record<string, Json>>[] {
  return (fixture(name) as { data: Readonly<Record<string, Json>>[] }).data;
}

export interface RecordedReply {
  readonly name: string;
  readonly status: number | null;
  readonly body: Json;
  readonly body_text?: string;
}

export function recordedReply(name: string): RecordedReply {
  const replies = JSON.parse(fixtureText('http_recorded_2026.json')) as RecordedReply[];
  const reply = replies.find((entry) => entry.name === name);
  if (reply === undefined) throw new Error(`no recorded reply ${name}`);
  return reply;
}
