import { join } from 'node:path';
import { runTestCommand, type TestCommand } from '../../src/rule-tests/run-test-command.ts';
import { createTestValidators } from '../../src/rule-tests/test-run.ts';
import { folderWith } from '../config/temporary-folder.ts';

export interface TestRun {
  readonly code: number;
  /** The folder's own path is left out. */
  readonly out: string;
  readonly err: string;
}

const VALIDATORS = createTestValidators();

export const CONFIG = `version: 1
master: { broker: paper }
filters: { symbols: { block: [FINNIFTY] } }
followers:
  follower1: { quantity: { multiplier: 0.5 } }
  follower2: {}
rules:
  - { id: no-late-options, match: { instrument: option, days_to_expiry: 0, time: "14:30..15:40" }, skip: true }
  - { id: tiny, followers: [follower2], match: { tag: tiny }, quantity: { fixed: 1 } }
`;

/** Runs `copytrade test` on a file with these lines, beside CONFIG. */
export async function runFile(
  text: string,
  command: Partial<TestCommand> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<TestRun> {
  const folder = await folderWith({ 'copytrade.yaml': CONFIG, 'a.copytrade.yaml': text, ...files });
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runTestCommand(
    {
      files: [join(folder, 'a.copytrade.yaml')],
      configFile: join(folder, 'copytrade.yaml'),
      filter: null,
      coverage: false,
      minCoverage: null,
      format: 'text',
      ...command,
    },
    { out: (text) => void out.push(text), err: (line) => void err.push(`${line}\n`), outColour: false },
    VALIDATORS,
  );
  const shown = (texts: string[]): string => texts.join('').replaceAll(`${folder}/`, '');
  return { code, out: shown(out), err: shown(err) };
}

interface Json {
  readonly findings: { file: string; line: number; column: number; code: string; message: string }[];
  readonly tests: {
    name: string;
    status: string;
    failures: {
      follower: string;
      differences: { key: string; expected: string | null; actual: string | null }[];
    }[];
  }[];
}

/** What is wrong with a file: `line:column code message`. */
export async function findingsOf(text: string): Promise<string[]> {
  const { out } = await runFile(text, { format: 'json' });
  const { findings }: Json = JSON.parse(out);
  return findings.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
}

/** How the decisions about orders differ from what is expected: `follower key: expected, actual`. */
export async function differencesOf(orders: string, given = '{}'): Promise<string[]> {
  const { out } = await runFile(`given: ${given}\ntests:\n  - name: one\n    orders:\n${orders}`, {
    format: 'json',
  });
  const { findings, tests }: Json = JSON.parse(out);
  if (findings.length > 0 || tests.length !== 1) throw new Error(out);
  return tests.flatMap(({ failures }) =>
    failures.flatMap(({ follower, differences }) =>
      differences.map(({ key, expected, actual }) => `${follower} ${key}: ${expected}, ${actual}`),
    ),
  );
}
