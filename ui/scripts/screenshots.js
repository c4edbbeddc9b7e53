// Pictures of every screen, light and dark, English and Chinese, in two sizes.
// `npm run screenshots -- home review` takes those whose names begin so; all without.
import { mkdir } from 'node:fs/promises';

import { start } from './lib/browser.js';
import { SCREENS, visit } from './lib/screens.js';

const wanted = process.argv.slice(2);
const folder = new URL('../screenshots/', import.meta.url);
const names = Object.keys(SCREENS).filter(
	(name) => wanted.length === 0 || wanted.some((start) => name.startsWith(start))
);
const looks = [
	{ language: 'en', theme: 'light', width: 1440, height: 900 },
	{ language: 'en', theme: 'light', width: 1000, height: 700 },
	{ language: 'en', theme: 'dark', width: 1440, height: 900 },
	{ language: 'en', theme: 'dark', width: 1000, height: 700 },
	{ language: 'zh-CN', theme: 'light', width: 1440, height: 900 },
	{ language: 'zh-CN', theme: 'light', width: 1000, height: 700 },
	{ language: 'zh-CN', theme: 'dark', width: 1440, height: 900 },
	{ language: 'zh-CN', theme: 'dark', width: 1000, height: 700 }
];

await mkdir(folder, { recursive: true });
const browser = await start();
try {
	for (const name of names) {
		for (const look of looks) {
			const { page, trouble, close } = await visit(browser, name, look);
			const file = `${name}.${look.language}.${look.theme}.${look.width}.png`;
			await page.screenshot({ path: new URL(file, folder).pathname });
			for (const line of trouble) console.warn(`${file}: ${line}`);
			await close();
		}
		console.log(name);
	}
} finally {
	await browser.close();
}
