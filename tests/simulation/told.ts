/** What the engine told people. */
import type { World } from './world.ts';

export function wasEscalated(world: World, role: string, symbol: string): boolean {
  return isTold(world, role, symbol, /./);
}

export function isTold(world: World, role: string, symbol: string, words: RegExp): boolean {
  return world.events.some(
    (event) =>
      event.type === 'escalation' &&
      event.account === role &&
      event.text.includes(symbol) &&
      words.test(event.text),
  );
}

export function wasTold(world: World, alert: string, symbol: string): boolean {
  return world.events.some(
    (event) => event.type === 'escalation' && event.alert === alert && event.text.includes(symbol),
  );
}
