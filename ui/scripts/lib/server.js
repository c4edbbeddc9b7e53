// Serves the built screens on a free port, under the content security policy that ships.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

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

export async function serve(folder) {
	const csp = await policy();
	const server = createServer(async (request, response) => {
		const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
		const file = join(folder, path === '/' ? 'index.html' : path);
		try {
			const body = await readFile(file);
			response.writeHead(200, {
				'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
				'content-security-policy': csp
			});
			response.end(body);
		} catch {
			response.writeHead(404).end();
		}
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${server.address().port}/`,
		close: () => new Promise((resolve) => server.close(resolve))
	};
}
