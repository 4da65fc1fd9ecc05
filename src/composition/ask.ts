import { createInterface } from 'node:readline/promises';
import { dropTyped } from './drop-typed.ts';

/**
 * Asks a yes-or-no question on the terminal; anything but y or yes is no, and so is no answer until the signal.
 * What was typed before it was put is no answer to it.
 */
export async function ask(question: string, signal?: AbortSignal): Promise<boolean> {
  await dropTyped(process.stdin);
  return /^y(es)?$/i.test(await readAnswer(`${question} [y/N] `, signal));
}

/** Asks for a word that has to be typed as it is. */
export async function askTyped(question: string, word: string): Promise<boolean> {
  return (await readAnswer(`${question} `)) === word;
}

async function readAnswer(question: string, signal?: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question, signal ? { signal } : {})).trim();
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    return '';
  } finally {
    lines.close();
  }
}
