import type { Settings } from '../shared/bindings/settings';
import { CommandFailure } from '../shared/gateway/failure';
import type { AppGateway } from '../shared/gateway/gateway';
import { language } from '../shared/language/language.svelte';
import { theme } from '../shared/theme/theme.svelte';

/** The settings: changed one by one, kept at once, taken back when they cannot be kept. */
export class SettingsSession {
	current = $state.raw<Settings>() as Settings;
	failure = $state.raw<CommandFailure | null>(null);
	readonly #gateway: AppGateway;
	readonly #systemLanguage: string;

	constructor(gateway: AppGateway, settings: Settings, systemLanguage: string) {
		this.#gateway = gateway;
		this.#systemLanguage = systemLanguage;
		this.#take(settings);
	}

	async change(change: Partial<Settings>) {
		const before = this.current;
		this.#take({ ...before, ...change });
		try {
			this.#take(await this.#gateway.saveSettings(this.current));
			this.failure = null;
		} catch (thrown) {
			this.#take(before);
			this.failure = CommandFailure.from(thrown);
		}
	}

	#take(settings: Settings) {
		this.current = settings;
		theme.use(settings.theme);
		language.use(settings.language, this.#systemLanguage);
	}
}

/** A whole number typed by a person, within its limits, or `null`. */
export function wholeNumber(text: string, least: number, most: number): number | null {
	const digits = text.trim().replace(/[,\s]/g, '');
	if (!/^\d{1,9}$/.test(digits)) return null;
	const value = Number(digits);
	return value >= least && value <= most ? value : null;
}
