// Puts the program into few files (dist/program): loading some hundreds of small ones took half of each start.
// Why, and what stays outside: docs/decisions/bundled-program.md.
import { readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { describeLicenses } from './licenses.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist/program');
/** Made by scripts/compile-shapes.js; the library looks for the files beside it. */
const SHAPES = join(root, 'dist/config/shape');
const SHAPE_FILES = ['shape-checks', 'shape-errors'];
/** A binary for each kind of machine; what `ws` takes where it is there; what oclif runs TypeScript with. */
const OUTSIDE = ['libsql', 'bufferutil', 'utf-8-validate', 'typescript', 'ts-node'];
/** What is taken in place of what a module names. Yaml's other build asks no environment variable at each token. */
const STAND_INS = [
  [/\/schema-library\.ts$/, join(SHAPES, 'schema-library.js')],
  [/^undici$/, join(root, 'scripts/undici-parts.js')],
  [/^yaml$/, join(root, 'node_modules/yaml/browser/index.js')],
];
/** Programs that are started by their path. */
const STARTED = [
  'execute',
  'composition/plan-worker',
  'composition/check-journal',
  'replay/report/tally-worker',
];
/** Where tests/kills cuts the program off. */
const SEAMS = [
  'core/copy-session',
  'engine/copier',
  'engine/record/journal-buffer',
  'journal/decided-table',
  'journal/journal',
];

const commands = (await readdir(join(root, 'src/commands'))).map(
  (file) => `commands/${basename(file, '.ts')}`,
);
const standIns = {
  name: 'stand-ins',
  resolveId: (source) => STAND_INS.find(([pattern]) => pattern.test(source))?.[1] ?? null,
};
/** A module may end up in another folder than the programs that its source names as those beside it. */
const startedPrograms = {
  name: 'started-programs',
  transform: {
    filter: { id: /\/src\//, code: /new URL\('\.\// },
    // Lines stay where they are, so the source map holds.
    handler: (code) => ({ code: code.replaceAll("new URL('./", "new URL('../parts/"), map: null }),
  },
};
await rm(target, { recursive: true, force: true });
const program = await bundle(
  { ...entries('commands', commands), ...entries('parts', STARTED), ...entries('seams', SEAMS) },
  { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
);
const shapes = await bundle(
  Object.fromEntries(SHAPE_FILES.map((name) => [name, join(SHAPES, `${name}.cjs`)])),
  { format: 'cjs', entryFileNames: 'parts/[name].cjs', chunkFileNames: 'parts/[name]-[hash].cjs' },
);
await writeFile(join(target, 'third-party-licenses.txt'), await describeLicenses([...program, ...shapes]));

/** @returns the paths of all modules that went into it */
async function bundle(input, shape) {
  const build = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    external: OUTSIDE,
    plugins: [standIns, startedPrograms],
  });
  const { output } = await build.write({
    dir: target,
    sourcemap: true,
    sourcemapExcludeSources: true,
    ...shape,
  });
  await build.close();
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}

/** Modules of src, by the name that each gets in a folder of the program. */
function entries(folder, names) {
  return Object.fromEntries(
    names.map((name) => [`${folder}/${basename(name)}`, join(root, `src/${name}.ts`)]),
  );
}
