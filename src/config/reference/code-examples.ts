import type { FindingCode } from '../findings/codes.ts';

/**
 * What gives each finding, as short as it can be; null where it is not a matter of the text. An example without
 * `followers:` stands in a file with `version: 1`, `master: {}` and `followers: { f1: {} }`.
 */
export const CODE_EXAMPLES: Readonly<Record<FindingCode, string | null>> = {
  'file-unreadable': null,
  'file-too-large': null,
  'not-utf8': null,
  'control-character': 'mode: "dry\u0000run"',
  'empty-file': '# nothing yet',
  'several-documents': 'mode: dry_run\n---\nmode: live',
  'yaml-version': '%YAML 1.1\n---\nversion: 1\nmaster: {}\nfollowers: { f1: {} }',
  'yaml-syntax': 'filters: { sides: [buy }',
  'tab-indentation': 'filters:\n\tsides: buy',
  'duplicate-key': 'mode: dry_run\nmode: live',
  'key-not-text': '? [a, b]\n: 1',
  'unknown-tag': 'mode: !ours dry_run',
  'unknown-alias': 'filters: { symbols: { block: [*-BE] } }',
  'circular-alias': 'rules: &all [*all]',
  'alias-expansion': null,
  'merge-key': 'filters: { <<: { sides: buy } }',
  'too-deep': null,
  'too-many-values': null,
  'too-many-findings': null,
  'unknown-key': 'filters: { side: buy }',
  'missing-key': 'rules: [{ id: no-match, skip: true }]',
  'wrong-type': 'confirm: yes',
  'wrong-value': 'mode: dryrun',
  'out-of-range': 'defaults: { execution: { max_age: 25h } }',
  'number-form': 'defaults: { quantity: { fixed: 1e3 } }',
  'empty-value': 'filters:',
  'empty-list': 'filters: { sides: [] }',
  'follower-name': 'version: 1\nmaster: {}\nfollowers: { Papa: {} }',
  'literal-secret':
    'version: 1\nmaster:\n  credentials: { api_key: k9X2mQ7p, client_id: { env: ID }, password: { env: PIN }, totp_secret: { env: SEED } }\nfollowers: { f1: {} }',
  'credentials-mixed':
    'version: 1\nmaster: { credentials: { env_prefix: A_, api_key: { env: KEY } } }\nfollowers: { f1: {} }',
  'credentials-incomplete':
    'version: 1\nmaster: { credentials: { api_key: { env: KEY } } }\nfollowers: { f1: {} }',
  'credentials-missing': 'version: 1\nmode: live\nmaster: {}\nfollowers: { f1: {} }',
  'same-credentials':
    'version: 1\nmaster: {}\nfollowers:\n  f1: { credentials: { env_prefix: A_ } }\n  f2: { credentials: { env_prefix: A_ } }',
  'same-client': null,
  'variable-missing': null,
  'secret-unreadable': null,
  'totp-secret-form': null,
  'env-file-exposed': null,
  'secret-file-exposed': null,
  'mode-widened': 'version: 1\nmaster: {}\nfollowers: { f1: { mode: live } }',
  'master-missing': 'version: 1\nfollowers: { f1: {} }',
  'placed-as-complete': 'copy_on: placed',
  'all-disabled': 'version: 1\nmaster: {}\nfollowers: { f1: { enabled: false } }',
  'network-form': 'version: 1\nmaster: {}\nfollowers: { f1: { network: { local_address: localhost } } }',
  'filters-contradict': 'filters: { symbols: { allow: [NIFTY, RELIANCE-BE], block: ["*-BE"] } }',
  'time-outside-hours': 'filters: { time: "02:30..03:30" }',
  'copies-nothing': 'rules: [{ id: nothing-today, match: {}, skip: true }]',
  'time-reversed': 'filters: { time: "15:20..09:15" }',
  'range-reversed': 'rules: [{ id: cheap, match: { price: "50..10" }, skip: true }]',
  'two-sizings': 'defaults: { quantity: { multiplier: 0.5, lots: 1 } }',
  'bounds-reversed': 'defaults: { quantity: { min: 100, max: 50 } }',
  'market-orders-barred': 'defaults: { execution: { as: market } }',
  'rule-without-effect': 'rules: [{ id: idle, match: { side: buy } }]',
  'never-matches':
    'rules: [{ id: far-strikes, match: { instrument: future, strike: "> 30000" }, skip: true }]',
  overtaken:
    'rules:\n  - { id: all-options, match: { instrument: option }, quantity: { lots: 1 } }\n  - { id: nifty-calls, match: { underlying: NIFTY, instrument: call }, quantity: { lots: 2 } }',
  'rule-id-duplicate':
    'rules:\n  - { id: one, match: { side: buy }, skip: true }\n  - { id: one, match: { side: sell }, skip: true }',
  'rule-follower-unknown': 'rules: [{ id: one, followers: f2, match: {}, quantity: mirror }]',
  'include-outside': 'include: ../rules.yaml',
  'include-form': 'include: rules/**/*.yaml',
  'include-missing': 'include: rules/none.yaml',
  'include-cycle': 'include: "*.yaml"',
  'include-repeated': null,
  'instruments-missing': null,
};
