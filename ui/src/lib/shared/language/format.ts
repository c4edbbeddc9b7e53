import { m } from '../../paraglide/messages';
import { language } from './language.svelte';

/** A count with the language's separators: `9,982`. */
export function count(value: number): string {
	return new Intl.NumberFormat(language.current).format(value);
}

/** A share of a whole, as whole percents: never 100 % before all is there. */
export function percent(part: number, whole: number): string {
	const share = whole === 0 ? 0 : Math.floor((part / whole) * 100) / 100;
	return new Intl.NumberFormat(language.current, { style: 'percent' }).format(share);
}

/** The screens' language as it is written where this machine is; English without a country is dated as most write it. */
function regional(): string {
	const [primary] = language.current.split('-');
	const tags = globalThis.navigator?.languages ?? [];
	return tags.find((tag) => tag.split('-')[0] === primary) ?? (primary === 'en' ? 'en-GB' : language.current);
}

/** An instant as date and time of this machine: `24 Nov 2026, 14:05`. */
export function dateTime(instant: string): string {
	return new Intl.DateTimeFormat(regional(), {
		dateStyle: 'medium',
		timeStyle: 'short'
	}).format(new Date(instant));
}

/** Digits and Chinese characters with a blank between them, as all our Chinese texts have it. */
function spaced(text: string): string {
	return text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ').replace(/(\p{Script=Han})(?=\d)/gu, '$1 ');
}

/** Whole seconds to the second: `12 sec`, `2 min 7 sec`, `1 hr 5 min`, `2 分钟 7 秒`. */
export function span(seconds: number): string {
	const units: [unit: string, value: number][] = [
		['hour', Math.floor(seconds / 3600)],
		['minute', Math.floor((seconds % 3600) / 60)],
		['second', Math.round(seconds % 60)]
	];
	const said = units.filter(([, value]) => value > 0).slice(0, 2);
	const words = (said.length > 0 ? said : units.slice(-1)).map(([unit, value]) =>
		new Intl.NumberFormat(language.current, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
	);
	return spaced(new Intl.ListFormat(language.current, { type: 'unit', style: 'narrow' }).format(words));
}

/** Whole seconds as a person says them: `about 2 minutes`. */
export function roughly(seconds: number): string {
	if (seconds < 60) return m.time_seconds({ count: Math.max(1, Math.ceil(seconds)) });
	if (seconds < 3600) return m.time_minutes({ count: Math.ceil(seconds / 60) });
	return m.time_hours({ count: Math.ceil(seconds / 3600) });
}

/** A measured duration: `340 ms`, `2.4 s`. */
export function duration(milliseconds: number): string {
	const seconds = milliseconds >= 1000;
	const words = new Intl.NumberFormat(language.current, {
		style: 'unit',
		unit: seconds ? 'second' : 'millisecond',
		unitDisplay: 'short',
		maximumFractionDigits: 1
	}).format(seconds ? milliseconds / 1000 : milliseconds);
	return spaced(words);
}

/** Row numbers: `2, 5 and 9`, or `2, 5 or 9` where it is one of them. */
export function rowList(rows: number[], type: 'conjunction' | 'disjunction'): string {
	return spaced(new Intl.ListFormat(language.current, { type }).format(rows.map(count)));
}

/** Names one after the other, without an and: `First name, Phone`, `名、手机号`. */
export function names(words: string[]): string {
	return new Intl.ListFormat(language.current, { type: 'conjunction', style: 'narrow' }).format(words);
}

/** Sentences as one text: after a full-width stop comes no blank. */
export function sentences(said: string[]): string {
	return said.join(' ').replace(/([。！？]) /g, '$1');
}

/** A country's name in the screens' language. */
export function countryName(code: string): string {
	return new Intl.DisplayNames(language.current, { type: 'region' }).of(code) ?? code;
}
