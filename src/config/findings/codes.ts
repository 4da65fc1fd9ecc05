/**
 * Every finding that a configuration can have. Codes are stable: people's CI and editors know them.
 * docs/validation-codes.md is generated from this table.
 */
export type Severity = 'error' | 'warning';

export interface CodeMeaning {
  readonly severity: Severity;
  /** What is wrong, in a sentence. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
  /** It is about a broker, not about the file. */
  readonly isOnline?: true;
}

const error = (meaning: string, remedy: string): CodeMeaning => ({ severity: 'error', meaning, remedy });
const warning = (meaning: string, remedy: string): CodeMeaning => ({ severity: 'warning', meaning, remedy });

const online = (meaning: string, remedy: string): CodeMeaning => ({
  ...error(meaning, remedy),
  isOnline: true,
});

export const FINDING_CODES = {
  // Reading the text
  'file-unreadable': error(
    'The file is not there or cannot be opened.',
    'Check the path and its permissions.',
  ),
  'file-too-large': error(
    'A configuration file is larger than 1 MB.',
    'Split the rules into included files.',
  ),
  'not-utf8': error('The bytes of the file are not UTF-8.', 'Save the file as UTF-8.'),
  'control-character': error(
    'The text holds a NUL or another control character.',
    'Remove the character; it is invisible in most editors.',
  ),
  'empty-file': error(
    'The file holds nothing but blanks and comments.',
    'Write the file; `copytrade init` gives a start.',
  ),
  'several-documents': error(
    'A `---` line starts a second YAML document.',
    'Keep one document a file; put further rules into included files.',
  ),
  'yaml-version': error(
    'A `%YAML` directive asks for another YAML.',
    'Remove the directive: files are YAML 1.2.',
  ),
  'yaml-syntax': error(
    'The text is not YAML.',
    'Follow the sentence of the finding; the caret shows the place.',
  ),
  'tab-indentation': error('A tab indents a line.', 'Indent with spaces.'),
  'duplicate-key': error(
    'A mapping has a key twice: one of the two would be lost.',
    'Keep one; give followers different names.',
  ),
  'key-not-text': error('A key is a list or a mapping.', 'Use plain words as keys.'),
  'unknown-tag': error('A YAML tag (`!name`) is not known here.', 'Remove the tag.'),
  'unknown-alias': error(
    'A value begins with `*`, which YAML reads as an alias, and nothing has that anchor.',
    'Quote a pattern that begins with `*`: `"*-BE"`.',
  ),
  'circular-alias': error('An alias stands inside the very value that it repeats.', 'Write the value out.'),
  'alias-expansion': error(
    'The aliases repeat more than 10,000 values.',
    'Write the values out, or use fewer aliases.',
  ),
  'merge-key': error('YAML 1.2 has no merge key (`<<`).', 'Write the keys out, or use `defaults:`.'),
  'too-deep': error('Values are nested deeper than 64 levels.', 'Flatten the file.'),
  'too-many-values': error(
    'The text has more parts than a configuration can sensibly have.',
    'Split the rules into included files.',
  ),
  'too-many-findings': error('There are more than 500 findings; the rest is not shown.', 'Mend these first.'),

  // Shape
  'unknown-key': error('The key is not known at this place.', 'Use the key that is offered, or remove it.'),
  'missing-key': error('A key that must be there is absent.', 'Add it.'),
  'wrong-type': error('The value is of another kind than the key takes.', 'Write what the finding says.'),
  'wrong-value': error('The value is none of those that the key takes.', 'Write what the finding says.'),
  'out-of-range': error('The number is below or above what makes sense.', 'Write what the finding says.'),
  'number-form': error(
    'A number is written in a form that is easily misread (`1e3`, `0x10`, `.5`, `007`).',
    'Write it as a plain decimal: `1000`, `0.5`.',
  ),
  'empty-value': error('A key has no value.', 'Give it one, or remove the key.'),
  'empty-list': error('A list has no entries, so nothing could ever pass it.', 'Fill it, or remove the key.'),
  'follower-name': error(
    "A follower's name is not of the form `[a-z][a-z0-9_-]{0,31}`.",
    'Use lower-case letters, digits, `_` and `-`, beginning with a letter.',
  ),

  // Accounts and credentials
  'literal-secret': error(
    'A secret stands in the file itself.',
    'Put the value into `.env` and refer to it, and replace the secret: it may already be in a backup.',
  ),
  'credentials-mixed': error('`env_prefix` stands beside single references.', 'Use one of the two forms.'),
  'credentials-incomplete': error(
    'One of api_key, client_id, password and totp_secret has no reference.',
    'Add it, or use `env_prefix`.',
  ),
  'credentials-missing': error(
    'A follower that trades live has no credentials.',
    'Add `credentials`, or set its `mode: dry_run`.',
  ),
  'same-credentials': error(
    'Two accounts take their client id from the same place, so they are one account.',
    'Give each account its own credentials.',
  ),
  'same-client': error(
    'Two accounts have the same client id: orders would be copied onto themselves or twice.',
    'Give each account its own credentials.',
  ),
  'variable-missing': error(
    'An environment variable is not set, or empty.',
    'Set it in `.env` or the environment.',
  ),
  'secret-unreadable': error(
    'A file or program that should give a secret did not.',
    'Run the program or open the file yourself and mend it.',
  ),
  'totp-secret-form': error(
    'The TOTP secret is not base32 (A to Z, 2 to 7).',
    'Take the text key that the broker shows beside the QR code, not a six-digit code.',
  ),
  'env-file-exposed': warning('`.env` can be read by every user of the machine.', 'Run `chmod 600 .env`.'),
  'secret-file-exposed': warning(
    'A secret file can be read by every user of the machine.',
    'Run `chmod 600` on it.',
  ),
  'mode-widened': error(
    "A follower's mode is live while the file's is dry_run.",
    "Set the file's `mode: live`, or remove the follower's.",
  ),
  'master-missing': warning(
    'There is no `master`, so it is an angelone account read from API_KEY, CLIENT_ID, PASSWORD and TOTP_SECRET.',
    'Write the `master` section.',
  ),
  'all-disabled': warning('Every follower is switched off: nothing will be copied.', 'Enable one.'),
  'network-form': error(
    '`network` needs one of `local_address` (an IP address of this machine) and `proxy` (an http or https URL).',
    'Write one of them.',
  ),

  // Filters, ranges, quantities
  'filters-contradict': warning(
    'An allowed symbol is also blocked, or two filters share no value, so it can never pass.',
    'Remove one of the two.',
  ),
  'time-outside-hours': warning(
    'A time window lies wholly outside the hours of the exchanges in question, on an ordinary day.',
    'Write the time of day in India, 24 hours.',
  ),
  'copies-nothing': warning(
    'A follower is enabled, and nothing can ever be copied to it: a rule skips all, or its quantity is never enough.',
    'Follow the sentence of the finding, or write `enabled: false`.',
  ),
  'time-reversed': error('A time window ends before it starts.', 'Write the earlier time first.'),
  'range-reversed': error('A number range ends before it starts.', 'Write the smaller number first.'),
  'two-sizings': error(
    'A quantity is sized in two ways.',
    'Keep one of multiplier, fixed, lots, capital_ratio.',
  ),
  'bounds-reversed': error('`min` is above `max`.', 'Swap them or remove one.'),
  'market-orders-barred': warning(
    'Angel One bars MARKET orders of programs and turns them into limit orders (broker notice, 2026).',
    'Use `as: auto`, which sends limit orders at a protected price.',
  ),

  // Rules and includes
  'rule-without-effect': error(
    'A rule has none of skip, quantity, execution and limits.',
    'Say what it does, or remove it.',
  ),
  'never-matches': warning(
    'No order meets the match of a rule, of an override or of an entry of `any`; or the filters let none of its orders through.',
    'Change the key that the finding shows, or remove the rule.',
  ),
  overtaken: warning(
    'An earlier rule or override matches whatever this one matches, so it never decides.',
    'Put it before the earlier one, or remove it.',
  ),
  'rule-id-duplicate': error('Two rules have the same id.', 'Give each its own.'),
  'rule-follower-unknown': error('A rule names a follower that is not in the file.', 'Use the name offered.'),
  'include-outside': error(
    'An include leads out of the folder of the configuration.',
    'Move the rules beside the file; a recording must be able to hold them.',
  ),
  'include-form': error('An include is not a relative path with `*` and `?`.', 'Write it as `rules/*.yaml`.'),
  'include-missing': error(
    'An included file is not there, or a glob matches nothing.',
    'Create it or remove the entry.',
  ),
  'include-cycle': error('A file includes itself.', 'Remove the entry.'),
  'include-repeated': warning(
    'A file is included twice; it is read once, at its first place.',
    'Remove one entry.',
  ),
  'symbol-unknown': warning(
    'No instrument of the instrument master has this name, or matches this pattern.',
    'Use the name offered, or remove the entry.',
  ),
  'fixed-not-whole-lots': warning(
    'A fixed quantity is no whole number of lots of instruments that it is for.',
    'Write a multiple of the lot size, or `lots:`.',
  ),
  'instruments-unreadable': error(
    'The instrument file is there and is no instrument master.',
    "Name the broker's OpenAPIScripMaster.json.",
  ),
  'instruments-missing': error(
    'The instrument file is not there.',
    'Check the path, or remove `instruments`.',
  ),
  // Online
  'login-refused': online(
    'The broker refuses the login.',
    'Check the credential that the finding names; log in by hand once.',
  ),
  'broker-unreachable': online(
    'The broker does not answer, or says that it has trouble.',
    'Try again; check the network and the proxy.',
  ),
  'address-refused': online(
    'The broker takes orders from a registered address only, and not from this one.',
    "Register the address at the broker's portal for this API key, or set `network`.",
  ),
  'clock-off': online(
    "This machine's clock is off, so that login codes are refused.",
    'Set the clock by the network (NTP).',
  ),
  'funds-unreadable': online("The account's funds cannot be read.", 'Follow the sentence of the finding.'),
  'instruments-not-downloaded': online(
    'The instrument master cannot be downloaded.',
    'Check the network; without it lot sizes come from the orders themselves.',
  ),
} as const satisfies Record<string, CodeMeaning>;

export type FindingCode = keyof typeof FINDING_CODES;

export function isOnlineCode(code: FindingCode): boolean {
  const meaning: CodeMeaning = FINDING_CODES[code];
  return meaning.isOnline === true;
}
