/**
 * What the broker's error codes mean for the request that brought them. Sources: the exceptions table of the
 * SmartAPI docs 2026, and the codes recorded besides (AG7002, AB1050, AB1021, AB4006, AB4036).
 */
export type CodeMeaning =
  /** The session is missing or over; the gateway or the order system turned the request away at the door. */
  | 'session'
  | 'source_address'
  | 'throttled'
  /** Something went wrong inside; whether the request had an effect, nobody says. */
  | 'trouble'
  /** Understood and refused: the request had no effect. */
  | 'refused'
  /** PIN, TOTP or client code are wrong. */
  | 'credentials'
  /** The catch-all of the order system; only its message tells. */
  | 'catch_all';

export const MEANING_BY_CODE: ReadonlyMap<string, CodeMeaning> = new Map([
  ['AG8001', 'session'], // Invalid Token
  ['AG8002', 'session'], // Token Expired
  ['AG8003', 'session'], // Token missing
  ['AB8050', 'session'], // Invalid Refresh Token
  ['AB8051', 'session'], // Refresh Token Expired
  ['AB1010', 'session'], // AMX Session Expired
  ['AB1011', 'session'], // Client not login
  ['AG7002', 'source_address'], // Unregistered IP address
  ['AB1021', 'throttled'], // Too many requests
  ['AB1004', 'trouble'], // Something Went Wrong, Please Try After Sometime
  ['AB2000', 'trouble'], // Error not specified
  ['AB2001', 'trouble'], // Internal Error, Please try after sometime
  ['AB1007', 'catch_all'], // AMX Error
  ['AB1000', 'credentials'], // Invalid Email Or Password
  ['AB1001', 'credentials'], // Invalid Email
  ['AB1002', 'credentials'], // Invalid Password Length
  ['AB1032', 'credentials'], // User Not Found
  ['AB1050', 'credentials'], // Invalid totp and client combination
  ['AB1005', 'refused'], // User Type Must Be USER
  ['AB1006', 'refused'], // Client Is Block For Trading
  ['AB1008', 'refused'], // Invalid Order Variety
  ['AB1009', 'refused'], // Symbol Not Found
  ['AB1012', 'refused'], // Invalid Product Type
  ['AB1013', 'refused'], // Order not found
  ['AB2002', 'refused'], // ROBO order is block
  ['AB4006', 'refused'], // Invalid symboltoken
  ['AB4008', 'refused'], // ordertag length should be less than 20 characters
  ['AB4018', 'refused'], // Symbol token cannot be empty
  ['AB4036', 'refused'], // cautionary listings: needs the scrip consent
]);

/** HTTP 403 with a plain text (recorded 2026-09-19). */
const THROTTLED = /exceeding (?:access )?rate|rate limit|too many requests/i;
const SOURCE_ADDRESS = /unregistered ip/i;
/** A token of the session, never the instrument's ("Invalid symboltoken", "Symbol token cannot be empty"). */
const SESSION = new RegExp(
  [
    /\b(?:invalid|expired|missing|unauthori[sz]ed) (?:(?:jwt|access|auth|refresh) )?(?:token|session)\b/,
    /(?<!symbol )\b(?:token|jwt|session(?: id)?) (?:is |has |was |has been )?(?:expired|missing|invalid|not valid|revoked|terminated)\b/,
    /\bnot log(?:ged)?[ -]?in\b|\b(?:re-?login|log ?in again)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);
/** The exchange's price band, checked before the order system takes an order (SmartAPI forum, topic 4703). */
const PRICE_BAND = /limit price protection/i;
/** Words of somebody who does not know what happened. */
const TROUBLE =
  /something went wrong|(?:internal|server|unexpected) error|try (?:again|after)|time[d ]?-? ?out|unavailable|not respond|no response|connection|(?:unable to|could ?n[o'’]t be|not) process|exception/i;
/** A message that says nothing: the bare name of the catch-all. */
const NOTHING = /^(?:amx error)?$/i;
/** A message is a sentence; what is longer is a page. */
const MAX_READ_LENGTH = 2048;

/** What a message means by its words alone; null where they say nothing that is known. */
export function meaningOfWords(text: string): CodeMeaning | null {
  const message = text.slice(0, MAX_READ_LENGTH).trim();
  if (THROTTLED.test(message)) return 'throttled';
  if (SOURCE_ADDRESS.test(message)) return 'source_address';
  if (SESSION.test(message)) return 'session';
  if (PRICE_BAND.test(message)) return 'refused';
  return NOTHING.test(message) || TROUBLE.test(message) ? 'trouble' : null;
}
