/** What `copytrade init` writes. A test validates it. */
export const STARTER_FILES: readonly { readonly path: string; readonly text: string }[] = [
  {
    path: 'copytrade.yaml',
    text: `# yaml-language-server: $schema=./copytrade.schema.json
# For hover text in your editor: copytrade schema > copytrade.schema.json
# Check this file after each change: copytrade validate
version: 1

# dry_run decides, shows and records, and places nothing. live places orders.
mode: dry_run

# Entries are copied when the master's order is complete (or at each fill: fill; or when placed: placed).
# Exits never wait.
copy_on: complete

# More rules, from these files.
include: [rules/*.yaml]

# The account whose orders are copied. Its secrets are in .env: API_KEY, CLIENT_ID, PASSWORD, TOTP_SECRET.
master:
  broker: angelone
  credentials: { env_prefix: "" }

# What may be copied. An absent key lets everything through. Filters never block an exit.
filters:
  order_types: [market, limit, stop]
  # symbols:
  #   allow: [NIFTY, BANKNIFTY, RELIANCE-EQ]
  #   block: [FINNIFTY, "*-BE"]

# What every follower has where it says nothing.
defaults:
  quantity: mirror
  limits: { max_order_value: 500000 }

followers:
  follower1:
    credentials: { env_prefix: FOLLOWER_1_ }
    quantity: { multiplier: 0.5 }
    limits: { daily_loss: 10000, max_orders_per_day: 40 }
  # follower2:
  #   credentials: { env_prefix: FOLLOWER_2_ }
  #   quantity: { lots: 1 }
  #   # The static IP that is registered with the broker for this account's orders:
  #   network: { local_address: 203.0.113.7 }

# Exceptions, read top to bottom. Each rule has an id of its own.
# rules:
#   - id: banknifty-quarter
#     match: { underlying: BANKNIFTY }
#     quantity: { multiplier: 0.25 }
`,
  },
  {
    path: 'rules/expiry-day.yaml',
    text: `# Rules of their own file; copytrade.yaml includes it.
rules:
  - id: no-late-expiry-options
    why: Expiry-day premiums swing too fast after half past two.
    match: { instrument: option, days_to_expiry: 0, time: "14:30..15:40" }
    skip: true
`,
  },
  {
    path: '.env.example',
    text: `# Copy to .env (chmod 600 .env) and fill in. .env never goes into version control.
# The master account:
API_KEY=
CLIENT_ID=
# The PIN that you log in with.
PASSWORD=
# The base32 text shown beside the QR code when TOTP is switched on, not a six-digit code.
TOTP_SECRET=

# The first follower:
FOLLOWER_1_API_KEY=
FOLLOWER_1_CLIENT_ID=
FOLLOWER_1_PASSWORD=
FOLLOWER_1_TOTP_SECRET=
`,
  },
  {
    path: '.gitignore',
    text: `.env
logs/
*.sqlite*
`,
  },
];
