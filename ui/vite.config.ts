import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const testing = Boolean(process.env.VITEST);

// Tests find the messages compiled: the plugin would go on watching them and keep the process alive.
const messages = testing
	? []
	: [
			paraglideVitePlugin({
				project: './project.inlang',
				outdir: './src/lib/paraglide',
				strategy: ['globalVariable', 'baseLocale'],
				isServer: 'false'
			})
		];

// In the mode `fake` the screens run in a plain browser on the fake gateway; the build that ships
// has nothing of it.
export default defineConfig({
	plugins: [...messages, svelte()],
	resolve: testing ? { conditions: ['browser'] } : {},
	server: { port: 5173, strictPort: true },
	build: {
		// The oldest web views that Tauri meets: WebView2 is evergreen, macOS 12 and WebKitGTK 2.40 are not.
		target: ['chrome110', 'safari16'],
		// Fonts as files: the content security policy allows no `data:` fonts.
		assetsInlineLimit: 0,
		chunkSizeWarningLimit: 800
	},
	test: {
		include: ['src/**/*.test.ts'],
		environment: 'node',
		passWithNoTests: false
	}
});
