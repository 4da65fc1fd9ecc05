/** A process of its own that reads the whole journal: an entry of the program. Its last word is the damage, in words. */
import { findDamageInFile } from '../journal/journal-damage.ts';

process.stdout.write(findDamageInFile(process.argv[2] ?? '') ?? '');
