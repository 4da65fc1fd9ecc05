import type { TSchema } from '@sinclair/typebox';
import { configFile } from './config-schema.ts';
import { reconcileOutput, retryOutput, statusOutput, steerOutput, stopOutput } from './control-output.ts';
import { demoOutput } from './demo-output.ts';
import { doctorOutput } from './doctor-output.ts';
import { explainOutput } from './explain-output.ts';
import { initOutput } from './init-output.ts';
import { planOutput } from './plan-output.ts';
import { replayOutput } from './replay-output.ts';
import { reportOutput } from './report-output.ts';
import { rulesFile } from './rule-schema.ts';
import { ruleTestFile } from './rule-test-schema.ts';
import { runOutput } from './run-output.ts';
import { simOutput } from './sim-output.ts';
import { testOutput } from './test-output.ts';
import { validateOutput } from './validate-output.ts';

export interface PublishedSchema {
  /** As `copytrade schema NAME` takes it. */
  readonly name: string;
  /** File in schemas/. */
  readonly file: string;
  readonly schema: TSchema;
}

/** Every schema that people's files, editors and scripts may rely on. */
export const PUBLISHED_SCHEMAS: readonly PublishedSchema[] = [
  { name: 'config', file: 'copytrade.schema.json', schema: configFile },
  { name: 'rules', file: 'rules.schema.json', schema: rulesFile },
  { name: 'rule-test', file: 'rule-test.schema.json', schema: ruleTestFile },
  { name: 'validate', file: 'validate.schema.json', schema: validateOutput },
  { name: 'init', file: 'init.schema.json', schema: initOutput },
  { name: 'replay', file: 'replay.schema.json', schema: replayOutput },
  { name: 'test', file: 'test.schema.json', schema: testOutput },
  { name: 'plan', file: 'plan.schema.json', schema: planOutput },
  { name: 'run', file: 'run.schema.json', schema: runOutput },
  { name: 'demo', file: 'demo.schema.json', schema: demoOutput },
  { name: 'sim', file: 'sim.schema.json', schema: simOutput },
  { name: 'explain', file: 'explain.schema.json', schema: explainOutput },
  { name: 'status', file: 'status.schema.json', schema: statusOutput },
  { name: 'steer', file: 'steer.schema.json', schema: steerOutput },
  { name: 'retry', file: 'retry.schema.json', schema: retryOutput },
  { name: 'reconcile', file: 'reconcile.schema.json', schema: reconcileOutput },
  { name: 'report', file: 'report.schema.json', schema: reportOutput },
  { name: 'doctor', file: 'doctor.schema.json', schema: doctorOutput },
  { name: 'stop', file: 'stop.schema.json', schema: stopOutput },
];

/** The text of a schema as it stands in schemas/: draft-07, which editors know best. */
export function formatSchema({ schema }: PublishedSchema): string {
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...schema }, null, 2)}\n`;
}
