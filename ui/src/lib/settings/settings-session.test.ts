import { describe, expect, it, vi } from 'vitest';

import { SETTINGS } from '../../fake/scenarios';
import { CommandFailure } from '../shared/gateway/failure';
import type { AppGateway } from '../shared/gateway/gateway';
import { bestOf, language } from '../shared/language/language.svelte';
import { SettingsSession, wholeNumber } from './settings-session.svelte';

vi.stubGlobal('document', { documentElement: { dataset: {}, lang: '' } });

describe('the settings', () => {
	it('change the language at once and take it back when it cannot be kept', async () => {
		const broken = {
			saveSettings: () =>
				Promise.reject(new CommandFailure({ code: 'file-unwritable', message: 'read-only', hint: null }))
		} as unknown as AppGateway;
		const settings = new SettingsSession(broken, SETTINGS, 'en-GB');
		const change = settings.change({ language: 'zh-CN' });
		expect(language.current).toBe('zh-CN');
		await change;
		expect(language.current).toBe('en');
		expect(settings.failure?.code).toBe('file-unwritable');
	});

	it.each([
		['1,000', 1000],
		[' 12 ', 12],
		['0', null],
		['1001', null],
		['ten', null],
		['1.5', null]
	])('takes %s as a batch size: %s', (text, value) => {
		expect(wholeNumber(text, 1, 1000)).toBe(value);
	});
});

describe('the language', () => {
	it.each([
		['zh-CN', 'zh-CN'],
		['zh_Hans_SG', 'zh-CN'],
		['en-GB', 'en'],
		['fr-FR', 'en'],
		['', 'en']
	])('nearest to %s is %s', (tag, nearest) => {
		expect(bestOf(tag)).toBe(nearest);
	});
});
