// What a row says of a phone that is in another submission, and of placeholders.
import { afterEach, describe, expect, it } from 'vitest';

import type { Problem } from '../shared/bindings/review';
import { language } from '../shared/language/language.svelte';
import type { Settings } from '../shared/bindings/settings';
import { usualFix } from './fix-text';
import { problemDetail, problemName } from './problem-text';

function problem(code: string, expected: string): Problem {
	return { code, level: 'warning', field: 'phone', found: '0027188460901', expected, text: '', fixes: [] };
}

const sent = problem('sent-earlier', '2026-11-03 · 1893596414966089600');
const unknown = problem('unknown-earlier', '2026-11-03 · staff.xlsx');
const waiting = problem('waiting-earlier', '2026-11-03 · staff.xlsx');

afterEach(() => (language.current = 'en'));

describe('a phone of another submission', () => {
	it('was sent, may have been, or waits there', () => {
		language.current = 'en';
		expect([sent, unknown, waiting].map(problemName)).toEqual([
			'Submitted earlier',
			'Submitted, answer unknown',
			'Submitted, not sent yet'
		]);
		expect([sent, unknown, waiting].map(problemDetail)).toEqual([
			'This phone was already sent: 2026-11-03 · 1893596414966089600.',
			'This phone may have been sent, in the submission of 2026-11-03 · staff.xlsx, whose answer is unknown. Settle that first.',
			'This phone is still to be sent in the submission of 2026-11-03 · staff.xlsx. Go on with that, or cancel the rest of it.'
		]);
	});

	it('says so in Chinese', () => {
		language.current = 'zh-CN';
		expect([sent, unknown, waiting].map(problemName)).toEqual(['此前已提交', '已提交，应答未知', '已提交，尚未发送']);
		expect([sent, unknown, waiting].map(problemDetail)).toEqual([
			'该手机号此前已发送：2026-11-03 · 1893596414966089600。',
			'该手机号可能已在另一次提交（2026-11-03 · staff.xlsx）中发送，但应答未知。请先确认其结果。',
			'该手机号正在另一次提交（2026-11-03 · staff.xlsx）中等待发送。请继续该提交，或取消其余部分。'
		]);
	});
});

describe('a placeholder', () => {
	const sign = (code: string, found: string): Problem => ({ ...problem(code, ''), found });

	it('is told, but not in the place of a password', () => {
		language.current = 'en';
		expect(problemDetail(sign('placeholder', 'n/a'))).toContain('“n/a” is a placeholder');
		expect(problemDetail({ ...sign('placeholder', ''), found: null })).toContain('sent as the password');
		expect(problemDetail(sign('phone-placeholder', '无'))).toContain('“无” stands where a phone should be');
		language.current = 'zh-CN';
		expect(problemDetail(sign('first-name-placeholder', '-'))).toContain('“-”');
	});

	it('is emptied in names where that was asked about', () => {
		const settings = {} as Settings;
		const usual = (problem: string) => usualFix('clearPlaceholders', settings, problem);
		expect(usual('placeholder')).toEqual({ kind: 'clearPlaceholders', evenNames: false });
		expect(usual('perhaps-placeholder')).toEqual({ kind: 'clearPlaceholders', evenNames: true });
	});
});
