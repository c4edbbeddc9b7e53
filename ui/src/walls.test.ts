// What the house asks of its own code: who may import whom, and who calls what.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const SOURCE = dirname(fileURLToPath(import.meta.url));
const REPO = resolve(SOURCE, '../..');

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
	.map((file) => file.replaceAll('\\', '/'))
	.filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.test.ts'))
	.filter((file) => !file.startsWith('lib/paraglide/'));

/** The tier a file belongs to: `shared`, a domain, `views`, `fake`, or the entrance. */
function room(file: string): string {
	const [top, folder = ''] = file.split('/');
	return top === 'lib' ? folder : file.includes('/') ? (top ?? '') : 'entrance';
}

function imports(file: string): string[] {
	const text = readFileSync(join(SOURCE, file), 'utf8');
	const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)];
	return found.map(([, path = '']) => path);
}

function mayImport(from: string, to: string): boolean {
	if (from === to || to === 'paraglide' || from === 'entrance') return true;
	if (from === 'shared') return false;
	if (from === 'views' || from === 'fake') return to !== 'fake' && to !== 'entrance';
	return to === 'shared';
}

describe('the walls', () => {
	it('shared knows no domain, domains know shared alone, views know both', () => {
		const through = files.flatMap((file) =>
			imports(file)
				.filter((path) => path.startsWith('.'))
				.map((path) => relative(SOURCE, resolve(SOURCE, dirname(file), path)))
				.filter((target) => !mayImport(room(file), room(target.replaceAll('\\', '/'))))
				.map((target) => `${file} imports ${target}`)
		);
		expect(through).toEqual([]);
	});

	it('one module alone knows the bridge', () => {
		const knowing = files.filter((file) => imports(file).some((path) => path.startsWith('@tauri-apps')));
		expect(knowing).toEqual(['lib/shared/gateway/tauri.ts']);
	});

	it('no colour, and no size of text, stands outside the tokens', () => {
		const wrong = files
			.filter((file) => file.endsWith('.svelte'))
			.filter((file) => {
				const style = readFileSync(join(SOURCE, file), 'utf8').split('<style>')[1] ?? '';
				return /#[0-9a-f]{3,8}\b|rgba?\(|font-size:\s*[0-9]/i.test(style.replaceAll('0.93em', ''));
			});
		expect(wrong).toEqual([]);
	});
});

describe('the oldest web view', () => {
	it('can read every expression: macOS 12 may have a Safari that knows no lookbehind', () => {
		const wrong = files.filter((file) => /\(\?<[=!]/.test(readFileSync(join(SOURCE, file), 'utf8')));
		expect(wrong).toEqual([]);
	});
});

/** The names that a Rust file gives out. */
function names(file: string, pattern: RegExp): string[] {
	const text = readFileSync(join(REPO, file), 'utf8');
	return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

describe('the bridge', () => {
	it('calls the commands that Rust has, and all of them', () => {
		const commands = names('src-tauri/build.rs', /"([a-z_]+)",/g);
		const gateway = readFileSync(join(SOURCE, 'lib/shared/gateway/tauri.ts'), 'utf8');
		const called = [...gateway.matchAll(/call\('([a-z_]+)'/g)].map(([, name = '']) => name);
		expect([...new Set(called)].sort()).toEqual(commands.sort());
	});
});
