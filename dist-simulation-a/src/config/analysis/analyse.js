import { checkExecution } from "./check-execution.js";
import { checkFilters } from "./check-filters.js";
import { checkFollowers } from "./check-followers.js";
import { checkInstruments } from "./check-instruments.js";
import { checkOverrides } from "./check-overrides.js";
import { checkRules } from "./check-rules.js";
import { checkTimes } from "./check-times.js";
import { toInstrumentNames } from "./instrument-names.js";
/** What is written well and cannot be meant: warnings only. Parts with errors in them are left out. */
export function analyse(config) {
    checkFilters(config);
    checkFollowers(config);
    checkExecution(config);
    checkOverrides(config);
    checkRules(config);
    checkTimes(config);
    if (config.instruments !== null)
        checkInstruments(config, toInstrumentNames(config.instruments));
}
//# sourceMappingURL=analyse.js.map