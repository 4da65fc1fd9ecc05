import type { FindingCode } from '../findings/codes.ts';
import type { Span } from '../source/mask-secrets.ts';

export interface ShapeFinding {
  readonly span: Span;
  readonly code: FindingCode;
  readonly message: string | (() => string);
  readonly path: string;
}
