/** Pages point at each other and at the code: folders move, headings are reworded, and nobody notices. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const inFolder = (folder: string, recursive: boolean) =>
  readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
const PAGES = [...inFolder('.', false), ...inFolder('docs', true), ...inFolder('rules', true)];

/** The text of a page without its fenced code. */
const read = (page: string) => readFileSync(join(root, page), 'utf8').replaceAll(/^```.*?^```/gmsu, '');

/** As GitHub makes it of a heading. */
const toAnchor = (heading: string) =>
  heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = (page: string) => [
  ...Array.from(read(page).matchAll(/^#+ (.*)$/gmu), ([, heading = '']) => toAnchor(heading)),
  ...Array.from(read(page).matchAll(/(?:id|name)="([^"]+)"/gu), ([, id = '']) => id),
];

/** What is wrong with a link; null where it leads somewhere, or out of this folder. */
function findFault(page: string, link: string): string | null {
  if (/^[a-z]+:/u.test(link)) return null;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, target))) return `${page}: ${link} leads to no file`;
  if (anchor === undefined || anchorsOf(target).includes(anchor)) return null;
  return `${page}: ${link} leads to no heading`;
}

test('links of the pages lead to files and headings that are there', () => {
  const links = PAGES.flatMap((page) =>
    Array.from(read(page).matchAll(/\]\(([^)\s]+)\)/gu), ([, link = '']) => ({ page, link })),
  );
  expect(links.length).toBeGreaterThan(50);
  expect(links.map(({ page, link }) => findFault(page, link)).filter((fault) => fault !== null)).toEqual([]);
});

test('files of the project that the pages name are there', () => {
  const named = PAGES.flatMap((page) =>
    Array.from(
      read(page).matchAll(/(?<![\w./-])((?:src|tests|scripts|docs|bench|schemas)\/[\w./-]*\w)/gu),
      ([, path = '']) => ({ page, path }),
    ),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});
