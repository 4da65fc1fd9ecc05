import { setImmediate, setTimeout } from 'node:timers/promises';

/** Long enough for lines that the terminal holds to come in. */
const GATHER_MS = 50;

/** Drops the lines that were typed before now: an answer is one to a question that was seen. Not a terminal: none is dropped. */
export async function dropTyped(input: NodeJS.ReadableStream & { readonly isTTY?: boolean }): Promise<void> {
  if (input.isTTY !== true) return;
  const drop = (): void => undefined;
  input.on('data', drop);
  input.resume();
  await setTimeout(GATHER_MS);
  // A loop that was busy for all that time has not looked at the terminal yet.
  await setImmediate();
  input.pause();
  input.off('data', drop);
}
