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

/** A time of day with seconds: `14:05:12`. */
export function timeOfDay(instant: string): string {
	return new Intl.DateTimeFormat(language.current, { timeStyle: 'medium' }).format(
		new Date(instant)
	);
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
