/**
 * Every bound of the engine, in one place. Reaching one is a named outcome, never a surprise.
 * Broker figures: SmartAPI docs 2026, "Rate Limit".
 */
export const BOUNDS = {
  /** Share of the broker's published rates that is used: its windows are strict, and pacing at the limit trips them. */
  rateShare: 0.75,
  /** … but of a minute's and an hour's rate for cancels and exits. */
  urgentRateShare: 0.95,
  /** An order request that has not been answered for this long is taken to have arrived. */
  arrivalMaxMs: 2_000,
  /** After a throttled request the whole stream of that account waits. */
  throttleBackOffMs: 1_100,
  /** The least time between two logins of one account, by itself. */
  reloginIntervalMs: 60_000,
  /** Logins at the start that fail for a passing reason are tried again this often. */
  loginAttempts: 3,
  loginRetryMs: 2_000,
  /** Followers that are not logged in by then keep the start waiting no longer: they come in when they can. */
  startLoginMs: 5_000,
  /** A follower's session that could not be opened is tried again after this. */
  sessionRetryMs: 30_000,
  /** … or at the user's word, which it takes no more often than this: repeated failures lock an account. */
  userRetryMs: 30_000,
  /** What certainly did not leave goes again after this (an exit always, an entry while it is fresh) … */
  exitRetryMs: 2_000,
  entryRetryMs: 1_000,
  /** … then after twice as long, and so on up to this. */
  retryMaxMs: 30_000,
  /** Each slice of an exit that the broker or the exchange turned down goes again so often. */
  exitTurnDowns: 5,
  /** An exit that does not get out is told at its first failure, and again when that has lasted so long. */
  exitAlertsMs: [0, 60_000, 600_000],
  /** An exit that waits for its turn in the order budget is told where it waits so long. */
  exitWaitToldMs: 5_000,
  /** An exit that rests and is not re-priced is told after this, and looked at this often. */
  exitRestsMs: 20_000,
  exitLookMs: 5_000,
  /**
   * What would leave so shortly before the broker's midnight may come there on the next day: it does not leave. The new
   * day is opened so long after it: its clock is known to about a second.
   */
  lastMomentMs: 2_500,
  /** A difference between our clock and the broker's is believed from here on. */
  certainSkewMs: 2_000,
  /** Reads of the book at the start, until two agree with the positions between them. */
  baselineAttempts: 10,
  /** Reads of the book for which order a push means that may be one copied already under another id. */
  turnedIdAttempts: 5,
  /**
   * Where the master's positions are not what its orders make, both are read again: at a start in the middle of a day after
   * so long each, and the positions count once they have differed for so long; at the opening of a day so often.
   */
  masterRecheckMs: 3_000,
  masterAgreesMs: 30_000,
  overnightReadings: 3,
  /** A follower's book is looked at before the first order; one that has not been read by then is looked at later. */
  firstReadMs: 3_000,
  /** Each of these reads is tried so often where it fails for a passing reason. */
  openingReads: 5,
  /** The book has not been read for so long beyond its turn: what it then brings was missed. */
  gapMs: 15_000,
  /** Last prices of what was missed may take this long to come; then they are not known. */
  priceReadMs: 2_000,
  /** A question about an entry that nobody answers for this long is answered with no. */
  answerMs: 120_000,
  /** Polls that fail in a row are spaced out up to this. */
  pollBackOffMaxMs: 15_000,
  /** A look-up of an unknown outcome: absent must be seen this often, and not before this long after the send. */
  absentReads: 3,
  absentAfterMs: 40_000,
  settleIntervalMs: 1_200,
  /** An outcome that could not be settled for this long is escalated; looking goes on. */
  settleEscalateMs: 120_000,
  /** How often an entry is sent at most after its outcome was unknown and the book did not have it. */
  maxEntrySends: 3,
  /** Followers' books are read this often while copies live there. */
  trackIntervalMs: 1_100,
  /** … and this often once they have rested for a while. */
  trackSlowIntervalMs: 5_000,
  trackSlowAfterMs: 30_000,
  /** A copy that rests is changed or taken back again where the book does not show it yet, first after this … */
  changeSpacingMs: 1_200,
  /** … and slowly, and told, after so many rounds. */
  changeRounds: 8,
  /** What the broker has refused to change so often is taken back. */
  maxChangesRefused: 3,
  /** Before an exit, resting entries are cancelled; the exit waits this long for their end. */
  exitWaitMs: 6_000,
  /** Readings of positions that show less than there ought to be, before that is believed. */
  heldReadings: 3,
  /** A position that an exit is for and that its account does not list at all is waited for so long. */
  unlistedMs: 60_000,
  /** … and where the account's orders of today say otherwise, for so long: the exit waits meanwhile. */
  contradictedMs: 300_000,
  /** A reading of positions before an exit may take this long; then the ledger alone decides. */
  heldReadMs: 1_500,
  /** An exit whose units an earlier exit of the other side has yet to bring looks this often whether it has. */
  rivalLookMs: 1_000,
  /** Positions are compared with the copies this often … */
  positionsIntervalMs: 180_000,
  /** … and after this where they seem to have drifted, or the master to have converted one. */
  positionsRecheckMs: 5_000,
  /** The master's positions are looked through for conversions this often. */
  conversionsIntervalMs: 60_000,
  /** Funds and unrealised figures are read again after this. */
  fundsIntervalMs: 60_000,
  /** … and after this where they could not be read: entries by capital wait for them. */
  fundsRetryMs: 5_000,
  /** An account is asked something this often, so that it has an open connection: we drop one that idles for 20 s. */
  warmIntervalMs: 10_000,
  /** So often are made-up orders decided at a start, so that the first real one finds code that has run. */
  practiceRounds: 10,
  /** Changes on disk are gathered for this long before the config is read again. */
  reloadDebounceMs: 100,
  /** How soon after midnight the new day is noticed where no order tells of it. */
  midnightCheckMs: 1_000,
  /** When the engine stops, what is in flight may take this long to end; then all log out: together below ten seconds. */
  drainMs: 6_500,
  logoutMs: 1_500,
  /** Inputs after which the state is kept as a snapshot. */
  snapshotEveryInputs: 20_000,
} as const;
