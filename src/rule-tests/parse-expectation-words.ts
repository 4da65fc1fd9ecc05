import { quote } from '../config/shape/describe-found.ts';
import { ACTIONS } from '../core/deciding/decision.ts';
import { REASONS } from '../core/deciding/reasons.ts';
import { type Facts, formatPrice, NONE } from './decision-facts.ts';
import { findWord, refuseWord, type Words, WordsError } from './words.ts';

const REASON_WORDS = Object.keys(REASONS);

/** `copy 30 @ 101.50`, `modify 30 @ 102`, `cancel`, `skip RULE_SKIP by no-late`, `nothing` (null). */
export function parseExpectationWords(words: Words): Facts | null {
  const action = words.oneOf([...ACTIONS, 'nothing'], 'copy, modify, cancel, skip or nothing');
  if (action === 'nothing') {
    if (words.isEmpty) return null;
    const word = words.next('');
    throw new WordsError(word, `${quote(word)} follows \`nothing\`, which stands alone.`);
  }
  const facts = new Map<string, string>([['action', action]]);
  while (!words.isEmpty) {
    const [key, value] = parseFact(words, action);
    facts.set(key, value);
  }
  return facts;
}

function parseFact(words: Words, action: string): [string, string] {
  const word = words.next('');
  if (word.toLowerCase() === 'by') return ['rule', words.next('The id of a rule')];
  if (word === '@') return ['price', parsePrice(words)];
  if (/^\d+$/.test(word)) {
    if (action === 'copy' || action === 'modify') return ['quantity', String(Number(word))];
    throw new WordsError(word, `A ${action} has no quantity. Remove ${word}, or write \`copy ${word}\`.`);
  }
  const reason = findWord(word, REASON_WORDS);
  return ['reason', reason ?? refuseWord(word, REASON_WORDS)];
}

/** `MARKET` is an order without a price. */
function parsePrice(words: Words): string {
  const ahead = words.peek();
  if (ahead?.toLowerCase() !== 'market') return formatPrice(words.price('price'));
  words.next('');
  return NONE;
}
