// The pictures of the README, from the fake program: `npm run pictures`.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { start } from './lib/browser.js';
import { visit } from './lib/screens.js';

const PICTURES = [
	{ file: 'review', screen: 'review', language: 'en', theme: 'light' },
	{ file: 'confirm', screen: 'confirm', language: 'en', theme: 'light' },
	{ file: 'submission', screen: 'submission-unknown', language: 'en', theme: 'light' },
	{ file: 'review-zh-dark', screen: 'review', language: 'zh-CN', theme: 'dark' }
];

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
await mkdir(folder, { recursive: true });
const browser = await start();
for (const { file, screen, ...look } of PICTURES) {
	const { page, close } = await visit(browser, screen, { ...look, width: 1280, height: 800 });
	await page.screenshot({ path: `${folder}${file}.png` });
	await close();
}
await browser.close();
