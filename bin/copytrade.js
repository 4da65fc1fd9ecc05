#!/usr/bin/env node
// `doctor` and package.json say which Node.js it takes; looking it up at every start costs a tenth of a second.
process.env.OCLIF_DISABLE_ENGINE_WARNING ??= '1';
const { execute } = await import('../dist/program/parts/execute.js');

await execute({ dir: import.meta.url });
