import { Errors } from '@oclif/core';

/** What a flag needs to take one of some words, in letters of any case: the broker writes BUY where the file has buy. */
export function orderWords<T extends string>(says: string, words: readonly T[]) {
  return {
    summary: `${says}: ${words.join(', ')}.`,
    helpGroup: 'ORDER',
    helpValue: 'WORD',
    parse: async (typed: string): Promise<T> => {
      const word = words.find((each) => each.toLowerCase() === typed.toLowerCase());
      if (word !== undefined) return word;
      throw new Errors.CLIError(`Expected one of: ${words.join(', ')}, but received: ${typed}`, { exit: 2 });
    },
  };
}
