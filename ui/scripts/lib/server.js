// Serves the built screens on a free port, under the content security policy that ships.
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, relative, sep } from 'node:path';

const TYPES = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.woff2': 'font/woff2'
};

/** The policy of the desktop program, as one header. */
async function policy() {
	const config = new URL('../../../src-tauri/tauri.conf.json', import.meta.url);
	const { csp } = JSON.parse(await readFile(config, 'utf8')).app.security;
	return Object.entries(csp)
		.map(([directive, sources]) => `${directive} ${sources}`)
		.join('; ');
}

/** Every file by its path: a build that empties the folder meanwhile changes nothing of what is served. */
async function contents(folder) {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	const path = (file) => `/${relative(folder, file).replaceAll(sep, '/')}`;
	return new Map(await Promise.all(files.map(async (file) => [path(file), await readFile(file)])));
}

export async function serve(folder) {
	const csp = await policy();
	const files = await contents(folder);
	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url ?? '/', 'http://localhost');
		const path = pathname === '/' ? '/index.html' : pathname;
		const body = files.get(path);
		if (!body) {
			response.writeHead(404).end();
			return;
		}
		response.writeHead(200, {
			'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
			'content-security-policy': csp
		});
		response.end(body);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${server.address().port}/`,
		close: () => new Promise((resolve) => server.close(resolve))
	};
}
