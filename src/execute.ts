/** What bin/copytrade.js starts: the command line, out of the same bundle as the commands. */
export { execute } from '@oclif/core/execute';
