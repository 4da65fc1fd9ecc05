import type { Finding } from './finding.ts';

/** `2 errors, 1 warning` */
export function summariseFindings(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']): string => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return `${number} ${severity}${number === 1 ? '' : 's'}`;
  };
  return `${count('error')}, ${count('warning')}`;
}
