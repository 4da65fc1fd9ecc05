import { mkdir } from 'node:fs/promises';
import { type ExplainCommand, runExplain } from '../../src/explain/run-explain.ts';
import { type Ended, withFolder } from '../replay/support.ts';

const NOTHING_DESCRIBED: ExplainCommand['described'] = {
  symbol: null,
  exchange: null,
  side: null,
  quantity: null,
  orderType: null,
  product: null,
  variety: null,
  tag: null,
  price: null,
  triggerPrice: null,
  time: null,
  date: null,
  lotSize: null,
};

/** Monday 2026-11-23, 10:00 in India. */
export const NOW_MS = Date.UTC(2026, 10, 23, 4, 30);

export interface Asked extends Partial<Omit<ExplainCommand, 'described'>> {
  readonly described?: Partial<ExplainCommand['described']>;
  /** Columns. */
  readonly width?: number;
  readonly colour?: boolean;
  readonly unicode?: boolean;
}

/** The use case of the command, in this process. */
export async function explain({
  width = 110,
  colour = false,
  unicode = true,
  ...asked
}: Asked): Promise<Ended> {
  const [out, err]: [string[], string[]] = [[], []];
  const command: ExplainCommand = {
    words: [],
    orderId: null,
    logs: [],
    logsFolder: 'logs',
    follower: null,
    configFile: 'copytrade.yaml',
    isConfigNamed: false,
    positionsFile: null,
    instrumentsFile: null,
    json: false,
    ...asked,
    described: { ...NOTHING_DESCRIBED, ...asked.described },
  };
  const output = {
    out: async (text: string) => {
      out.push(text);
    },
    err: (line: string) => {
      err.push(`${line}\n`);
    },
    ...{ outColour: colour, errColour: colour, width, unicode },
  };
  const moment = { signal: new AbortController().signal, nowMs: NOW_MS };
  const code = await runExplain(command, output, moment);
  return { code, out: out.join(''), err: err.join('') };
}

/** Run in a folder of its own, with these files and a `logs` folder: how long a path is must not move any line. */
export async function explainIn(
  files: Readonly<Record<string, string | object>>,
  asked: Asked,
): Promise<Ended> {
  return withFolder(async (folder) => {
    await mkdir(`${folder.path}/logs`);
    for (const [name, content] of Object.entries(files)) await folder.write(name, content);
    const before = process.cwd();
    process.chdir(folder.path);
    try {
      return await explain(asked);
    } finally {
      process.chdir(before);
    }
  });
}
