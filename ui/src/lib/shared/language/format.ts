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

/** An instant as date and time of this machine: `24 Nov 2026, 14:05`. */
export function dateTime(instant: string): string {
	return new Intl.DateTimeFormat(language.current, {
		dateStyle: 'medium',
		timeStyle: 'short'
	}).format(new Date(instant));
}

/** Whole seconds to the second: `12 sec`, `2 min, 7 sec`, `1 hr, 5 min`. */
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
	return new Intl.ListFormat(language.current, { type: 'unit', style: 'narrow' }).format(words);
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
	return new Intl.NumberFormat(language.current, {
		style: 'unit',
		unit: seconds ? 'second' : 'millisecond',
		unitDisplay: 'short',
		maximumFractionDigits: 1
	}).format(seconds ? milliseconds / 1000 : milliseconds);
}

/** A country's name in the screens' language. */
export function countryName(code: string): string {
	return new Intl.DisplayNames(language.current, { type: 'region' }).of(code) ?? code;
}
