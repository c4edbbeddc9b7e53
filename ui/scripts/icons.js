// Makes every size of the product's icon from its drawing: `npm run icons`.
import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const icons = here('../../icons');
const drawing = join(icons, 'koodrive-provisioner.svg');

const made = await mkdtemp(join(tmpdir(), 'icons-'));
execFileSync(here('../node_modules/.bin/tauri'), ['icon', drawing, '-o', made], { stdio: 'inherit' });
// Phones have folders of their own; this program has no phone.
for (const entry of await readdir(made, { withFileTypes: true })) {
	if (entry.isFile()) await copyFile(join(made, entry.name), join(icons, entry.name));
}
await rm(made, { recursive: true });
await copyFile(drawing, here('../public/mark.svg'));
