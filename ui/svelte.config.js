import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
	preprocess: vitePreprocess(),
	// `tree` builds elements one by one, with no inner HTML that a content security policy must judge.
	compilerOptions: { runes: true, fragments: 'tree' }
};
