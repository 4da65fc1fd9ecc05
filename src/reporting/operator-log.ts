/** `copytrade.log`: what an operator reads when something went wrong. JSON lines; every text is redacted by value. */
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import winston from 'winston';
import { type LogFileError, toLogFileError } from '../journal/log-file-error.ts';
import { assertWritable, ensurePrivateDirectory, formatTimestamp } from '../journal/private-files.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { CUT, toLoggable } from './loggable.ts';
import { RotatingFile, type Rotation } from './rotating-file.ts';

type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** Whatever helps: errors, nested objects. Of secrets, what the redactor knows is replaced. */
type LogFields = Readonly<Record<string, unknown>>;

export interface OperatorLog {
  readonly path: string;
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  /** Resolves when every line is in the file and the file is closed. Later lines are dropped. */
  close(): Promise<void>;
}

export interface OperatorLogOptions {
  /** `info` where absent: levels after it are not written. */
  readonly level?: LogLevel;
  /** 10 MB and 10 files where absent. */
  readonly rotation?: Rotation;
  /** Told of each line that could not be written. Logging itself never throws. */
  readonly onError: (error: LogFileError) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const LEVELS: Readonly<Record<LogLevel, number>> = { error: 0, warn: 1, info: 2, debug: 3 };
const AS_IT_IS = (text: string) => text;
const DEFAULT_ROTATION: Rotation = { maxBytes: 10 * 1024 * 1024, maxFiles: 10 };

/** @throws LogFileError where the folder or the file cannot be made */
export function createOperatorLog(
  directory: string,
  redactor: Pick<Redactor, 'redactText'>,
  options: OperatorLogOptions,
): OperatorLog {
  ensurePrivateDirectory(directory);
  assertWritable(directory);
  const file = openLogFile(join(resolve(directory), 'copytrade.log'), options.rotation ?? DEFAULT_ROTATION);
  const stream = streamInto(file, options.onError);
  const redact = (text: string) => redactor.redactText(text);
  const logger = winston.createLogger({
    levels: { ...LEVELS },
    level: options.level ?? 'info',
    format: winston.format.printf(({ level, message, fields }) =>
      renderLine({ at: formatTimestamp(options.now()), level, message: String(message) }, fields, redact),
    ),
    transports: [new winston.transports.Stream({ stream, eol: '' })],
  });
  let closed: Promise<void> | null = null;
  const log = (level: LogLevel) => (message: string, fields?: LogFields) => {
    if (closed === null) logger.log({ level, message, fields });
  };
  return {
    path: file.path,
    error: log('error'),
    warn: log('warn'),
    info: log('info'),
    debug: log('debug'),
    close() {
      closed ??= new Promise((done) => {
        logger.once('finish', () => stream.end(done));
        logger.end();
      });
      return closed;
    },
  };
}

function openLogFile(path: string, rotation: Rotation): RotatingFile {
  try {
    return new RotatingFile(path, rotation);
  } catch (error) {
    throw toLogFileError(error, path);
  }
}

function renderLine(
  head: { readonly at: string; readonly level: string; readonly message: string },
  fields: unknown,
  redact: (text: string) => string,
): string {
  const line = composeLine(head, fields, AS_IT_IS);
  // Mostly there is nothing to replace, and one look tells. What is escaped, or was cut, could hide a secret.
  if (!line.includes('\\') && !line.includes(CUT) && redact(line) === line) return line;
  return composeLine(head, fields, redact);
}

function composeLine(
  head: { readonly at: string; readonly level: string; readonly message: string },
  fields: unknown,
  redact: (text: string) => string,
): string {
  const made = fields === undefined ? {} : toLoggable(fields, redact);
  const isObject = typeof made === 'object' && made !== null && !Array.isArray(made);
  const rest = Object.entries(isObject ? made : { fields: made });
  // A field never takes the place of the line's own time, level or message.
  const named = rest.map(([key, value]) => [key in head ? `field_${key}` : key, value]);
  return JSON.stringify({ ...head, message: redact(head.message), ...Object.fromEntries(named) });
}

/** A stream that takes every line and hands trouble to `onError`: a log that fails must not stop the engine. */
function streamInto(file: RotatingFile, onError: (error: LogFileError) => void): Writable {
  const trying = (work: () => void) => {
    try {
      work();
    } catch (error) {
      onError(toLogFileError(error, file.path));
    }
  };
  return new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      trying(() => file.writeLine(line));
      done();
    },
    final(done) {
      trying(() => file.close());
      done();
    },
  });
}
