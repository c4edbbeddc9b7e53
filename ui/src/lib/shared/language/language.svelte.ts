import { locales, overwriteGetLocale, type Locale } from '../../paraglide/runtime';

/** The languages as they call themselves. Adding one is one file of messages and one line here. */
export const LANGUAGE_NAMES: Record<Locale, string> = {
	en: 'English',
	'zh-CN': '简体中文'
};

/** The language of the screens. Messages read it, so a change shows at once wherever one is used. */
class Language {
	current = $state<Locale>('en');

	/** Uses the wished language, else the system's, else English. */
	use(wished: string | null, system: string) {
		this.current = bestOf(wished ?? system);
		document.documentElement.lang = this.current;
	}
}

export const language = new Language();
overwriteGetLocale(() => language.current);

/** The language of ours that is nearest to a tag: `zh-Hans-SG` is `zh-CN`, `fr` is `en`. */
export function bestOf(tag: string): Locale {
	const wanted = tag.toLowerCase();
	const exact = locales.find((locale) => locale.toLowerCase() === wanted);
	if (exact) return exact;
	const primary = wanted.split(/[-_]/)[0];
	return locales.find((locale) => locale.toLowerCase().split('-')[0] === primary) ?? 'en';
}
