import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Later } from './later';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

describe('later', () => {
	it('does the last thing alone, once nothing more is asked for', () => {
		const done: string[] = [];
		const later = new Later(150);
		later.do(() => done.push('w'));
		vi.advanceTimersByTime(100);
		later.do(() => done.push('wa'));
		vi.advanceTimersByTime(149);
		expect(done).toEqual([]);
		vi.advanceTimersByTime(1);
		expect(done).toEqual(['wa']);
	});

	it('drops what is not wanted any more', () => {
		const later = new Later(150);
		later.do(() => expect.unreachable('it was dropped'));
		later.drop();
		vi.advanceTimersByTime(1000);
		expect(vi.getTimerCount()).toBe(0);
	});
});
