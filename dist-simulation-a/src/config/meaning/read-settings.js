import { isAbsolute, join } from 'node:path';
import { MODES, readFollower, readMaster } from "./read-accounts.js";
import { readCatchUp } from "./read-catch-up.js";
/** Reads what deciding does not need. `folder` is the configuration's. */
export function readSettings(cursor, folder) {
    const mode = cursor.get('mode').word(MODES) ?? 'dry_run';
    const instruments = cursor.get('instruments').text;
    const followers = cursor.get('followers').entries();
    return {
        mode,
        confirm: cursor.get('confirm').flag ?? false,
        catchUp: readCatchUp(cursor.get('catch_up')),
        master: readMaster(cursor.get('master')),
        followers: followers
            .filter(([, follower]) => follower.isReadable)
            .map(([name, follower]) => readFollower(name, follower, mode)),
        instrumentsFile: instruments === null || isAbsolute(instruments) ? instruments : join(folder, instruments),
        folder,
    };
}
//# sourceMappingURL=read-settings.js.map