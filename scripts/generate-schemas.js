// Writes what is generated from the definitions in src/config: schemas/ and two pages of docs/. Run after a build.
import { mkdir, writeFile } from 'node:fs/promises';
import { generatedFiles } from '../dist/config/reference/generated-files.js';

const root = new URL('../', import.meta.url);
for (const folder of ['schemas', 'docs']) await mkdir(new URL(folder, root), { recursive: true });
for (const { path, text } of generatedFiles()) await writeFile(new URL(path, root), text);
