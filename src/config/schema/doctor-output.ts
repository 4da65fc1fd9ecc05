import { Type } from '@sinclair/typebox';
import { about, orNull, word } from './replay-output.ts';

const CHECKS = [
  'node',
  'configuration',
  'env_file',
  'mode',
  'broker',
  'logs',
  'disk',
  'engine',
  'journal',
  'market',
];

/** What `copytrade doctor --json` prints. */
export const doctorOutput = Type.Object(
  {
    checks: Type.Array(
      Type.Object(
        {
          check: word(CHECKS, about('Check', 'What was looked at.', 'disk')),
          state: word(
            ['ok', 'warning', 'failed', 'not_checked'],
            about('State', '`failed` stands in the way.', 'ok'),
          ),
          says: Type.String(about('Says', 'What was seen.', '12000 MB are free')),
          next: orNull(Type.String(), about('Next', 'What to do; null where there is nothing.', null)),
        },
        { ...about('Check', 'One thing that was looked at.'), additionalProperties: false },
      ),
      about('Checks', 'In their order.', []),
    ),
  },
  {
    ...about('copytrade doctor --json', 'What stands between this machine and the first live order.'),
    additionalProperties: false,
  },
);
