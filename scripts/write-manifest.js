// Writes oclif.manifest.json, the table of commands that lets the program start without importing them all.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core';

const root = fileURLToPath(new URL('..', import.meta.url));
const plugin = new Plugin({ errorOnManifestCreate: true, ignoreManifest: true, root });
await plugin.load();
// The help is wrapped to the terminal: a line that the source breaks within a sentence would be broken twice.
for (const command of Object.values(plugin.manifest.commands)) {
  command.description = command.description?.replaceAll(/(?<=\S)\n(?=[^\s-])/gu, ' ');
}
await writeFile(new URL('../oclif.manifest.json', import.meta.url), `${JSON.stringify(plugin.manifest)}\n`);
