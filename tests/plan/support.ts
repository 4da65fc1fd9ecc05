import { type PlanCommand, runPlan } from '../../src/replay/plan/run-plan.ts';
import { type Ended, type TestFolder, withFolder } from '../replay/support.ts';

/** The use case of the command, in this process. */
export async function plan(
  command: Pick<PlanCommand, 'logs' | 'fromFile' | 'configFile'> & Partial<PlanCommand>,
  { colour = false, signal = new AbortController().signal } = {},
): Promise<Ended> {
  const [out, err]: [string[], string[]] = [[], []];
  const whole = {
    positionsFile: null,
    instrumentsFile: null,
    json: false,
    detailedExitCode: false,
    ...command,
  };
  const output = {
    out: async (text: string) => {
      out.push(text);
    },
    err: (line: string) => {
      err.push(`${line}\n`);
    },
    outColour: colour,
    errColour: colour,
  };
  const code = await runPlan(whole, output, signal);
  return { code, out: out.join(''), err: err.join('') };
}

export const followers = (...lines: readonly string[]) =>
  `version: 1\nmaster: {}\nfollowers:\n${lines.map((line) => `  ${line}\n`).join('')}`;

/** Plans in a folder of its own; paths in what it prints begin at that folder. */
export async function planIn(
  files: Readonly<Record<string, string | object>>,
  command: Partial<PlanCommand> & Pick<PlanCommand, 'logs'>,
  options: Parameters<typeof plan>[1] = {},
): Promise<Ended> {
  return withFolder(async (folder) => {
    for (const [name, content] of Object.entries(files)) await folder.write(name, content);
    const ended = await plan(inFolder(folder, command), options);
    const shorten = (text: string) => text.replaceAll(`${folder.path}/`, '');
    return { ...ended, out: shorten(ended.out), err: shorten(ended.err) };
  });
}

function inFolder({ path }: TestFolder, command: Partial<PlanCommand> & Pick<PlanCommand, 'logs'>) {
  const { positionsFile = null, instrumentsFile = null } = command;
  const at = (name: string | null) => (name === null ? null : `${path}/${name}`);
  return {
    ...command,
    logs: command.logs.map((name) => `${path}/${name}`),
    fromFile: `${path}/old.yaml`,
    configFile: `${path}/new.yaml`,
    positionsFile: at(positionsFile),
    instrumentsFile: at(instrumentsFile),
  };
}

export function parsePlan(text: string): PlanJson {
  return JSON.parse(text);
}

interface PlanJson {
  readonly logs: readonly unknown[];
  readonly assumed_flat: boolean;
  readonly differs: boolean;
  readonly followers: Readonly<Record<string, FollowerJson>>;
}

interface FollowerJson {
  readonly presence: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly changed: number;
  readonly changes: readonly {
    readonly order_key: string;
    readonly before: Record<string, unknown> | null;
    readonly after: Record<string, unknown> | null;
  }[];
}
