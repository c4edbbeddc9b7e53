import { afterEach, describe, expect, it, vi } from 'vitest';

import { dateTime, duration, names, rowList, sentences, span } from './format';
import { language } from './language.svelte';

const spoken = (languages: string[]) => vi.stubGlobal('navigator', { languages });

afterEach(() => {
	language.current = 'en';
	vi.unstubAllGlobals();
});

describe('times', () => {
	it('have blanks between digits and Chinese characters, as every Chinese text has', () => {
		language.current = 'zh-CN';
		expect(span(127)).toBe('2 分钟 7 秒');
		expect(duration(477)).toBe('477 毫秒');
		expect(duration(2400)).toBe('2.4 秒');
		expect(rowList([2, 5, 9], 'conjunction')).toBe('2、5 和 9');
	});

	it('are short in English', () => {
		expect(span(127)).toBe('2 min 7 sec');
		expect(duration(477)).toBe('477 ms');
	});
});

describe('an instant', () => {
	// No `Z`: the machine's own time, whatever its zone.
	const instant = '2026-11-24T14:05:00';

	it('is dated as the machine dates, where it speaks the language of the screens', () => {
		spoken(['de-DE', 'en-US']);
		expect(dateTime(instant)).toMatch(/^Nov 24, 2026, 2:05\sPM$/);
	});

	it('is dated as most write English, where the machine speaks another language', () => {
		spoken(['de-DE']);
		expect(dateTime(instant)).toBe('24 Nov 2026, 14:05');
	});

	it('is dated in Chinese on Chinese screens, whatever the machine speaks', () => {
		spoken(['en-US']);
		language.current = 'zh-CN';
		expect(dateTime(instant)).toBe('2026年11月24日 14:05');
	});
});

describe('names and sentences', () => {
	it('follow each other with the marks of the language', () => {
		expect(names(['First name', 'Phone'])).toBe('First name, Phone');
		expect(sentences(['And 3 more.', 'Undone in one step.'])).toBe('And 3 more. Undone in one step.');
		language.current = 'zh-CN';
		expect(names(['名', '手机号'])).toBe('名、手机号');
		expect(sentences(['另有 3 处。', '可一步撤销。'])).toBe('另有 3 处。可一步撤销。');
		expect(sentences(['要撤销吗？', '好！', '完成。'])).toBe('要撤销吗？好！完成。');
	});
});
