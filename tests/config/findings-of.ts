import { type CompileResult, compileConfig, type LoadedConfig } from '../../src/config/compile-config.ts';
import type { Finding } from '../../src/config/findings/finding.ts';
import { ShapeValidators } from '../../src/config/shape/shape-validators.ts';

/** Shared by all cases of a test file. */
export const VALIDATORS = new ShapeValidators();

/** The configuration of a text that is expected to be valid. */
export function compiled(text: string, ...included: [path: string, text: string][]): LoadedConfig {
  const result = compile(text, included);
  if (!result.ok) throw new Error(`not valid: ${result.findings.map(describeFinding).join('; ')}`);
  return result.config;
}

/** All findings of a text. */
export function findingsOf(text: string, ...included: [path: string, text: string][]): readonly Finding[] {
  const result = compile(text, included);
  return result.ok ? result.config.findings : result.findings;
}

/** `line:column code`, for comparing all findings of a text at once. */
export function places(text: string, ...included: [path: string, text: string][]): string[] {
  return findingsOf(text, ...included).map(describePlace);
}

export function describePlace({ file, line, column, code }: Finding): string {
  return `${file === 'copytrade.yaml' ? '' : `${file}:`}${line}:${column} ${code}`;
}

function describeFinding(finding: Finding): string {
  return `${describePlace(finding)} ${finding.message}`;
}

function compile(text: string, included: readonly [path: string, text: string][]): CompileResult {
  const others = included.map(([path, rules]) => ({ path, text: rules }));
  return compileConfig([{ path: 'copytrade.yaml', text }, ...others], VALIDATORS);
}

/** A valid file with these lines added. */
export function fileWith(lines: string): string {
  return `version: 1\nmaster: { credentials: { env_prefix: "" } }\nfollowers:\n  f1: {}\n${lines}`;
}
