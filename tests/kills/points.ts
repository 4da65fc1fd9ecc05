/** Where a copy is cut off, in the order in which a copy passes them; `children/kill-at.js` knows where each is. */
export const KILL_POINTS = [
  'event_read',
  'decided',
  'inside_the_commit',
  'after_the_commit',
  'first_request_written',
  'half_of_the_requests_written',
  'replies_held_back',
  'reply_read',
  'one_outcome_written',
  'copy_ended',
] as const;

export type KillPoint = (typeof KILL_POINTS)[number];
