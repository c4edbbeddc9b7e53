import type { Theme } from '../bindings/settings';

/** Puts the chosen theme on the page and follows the system while none is chosen. */
class ThemeSwitch {
	#chosen: Theme = 'system';
	#system = globalThis.matchMedia?.('(prefers-color-scheme: dark)');

	constructor() {
		this.#system?.addEventListener('change', () => this.#apply());
	}

	use(theme: Theme) {
		this.#chosen = theme;
		this.#apply();
	}

	#apply() {
		const dark = this.#chosen === 'dark' || (this.#chosen === 'system' && this.#system?.matches);
		document.documentElement.dataset.theme = dark ? 'dark' : 'light';
	}
}

export const theme = new ThemeSwitch();
