// The baseline: the fifty rules in json-rules-engine 7, one run an order and follower (what a rule says depends on who
// it is for); everything else is that of by-hand.js.
import { Engine } from 'json-rules-engine';
import { FIFTY_RULES, listFollowers } from './fifty-rules.js';

export function createEngine() {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator('startsWith', (value, prefix) => typeof value === 'string' && value.startsWith(prefix));
  for (const { index, conditions, followers } of FIFTY_RULES) {
    const forWhom = followers ? [{ fact: 'follower', operator: 'in', value: followers }] : [];
    engine.addRule({ conditions: { all: [...forWhom, ...conditions] }, event: { type: String(index) } });
  }
  return engine;
}

/** Which rules hold of an order, for each follower: the indexes of the rules. */
export async function askEngine(engine, order, followers) {
  const answers = [];
  for (const { name } of listFollowers(followers)) {
    const { events } = await engine.run({ ...order, follower: name });
    answers.push(events.map(({ type }) => Number(type)).sort((a, b) => a - b));
  }
  return answers;
}
