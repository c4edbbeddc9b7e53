import { describe, expect, it } from 'vitest';

import type { HistoryPage, HistoryRequest, SubmissionSummary } from '../shared/bindings/history';
import { CommandFailure } from '../shared/gateway/failure';
import type { HistoryGateway } from '../shared/gateway/gateway';
import { HistorySession } from './history-session.svelte';

/** Answers in the order that the test says, not in that of the questions. */
function gateway() {
	const asked: { request: HistoryRequest; answer: (page: HistoryPage) => void }[] = [];
	const fake = {
		history: (request: HistoryRequest) =>
			new Promise<HistoryPage>((answer) => asked.push({ request, answer }))
	} as unknown as HistoryGateway;
	return { asked, fake };
}

const page = (...ids: string[]): HistoryPage => ({
	total: 3,
	submissions: ids.map((id) => ({ id }) as SubmissionSummary)
});

describe('the history', () => {
	it('drops the answer to a search that was typed over', async () => {
		const { asked, fake } = gateway();
		const history = new HistorySession(fake);
		const first = history.find('65');
		const second = history.find('658');
		asked[1]?.answer(page('right'));
		await second;
		asked[0]?.answer(page('late'));
		await first;
		expect(history.submissions.map(({ id }) => id)).toEqual(['right']);
	});

	it('says when a submission was not forgotten, and lists it still', async () => {
		const { asked, fake } = gateway();
		const failure = new CommandFailure({ code: 'ledger-unavailable', message: 'the disk is full', hint: null });
		const history = new HistorySession({ ...fake, forget: () => Promise.reject(failure) });
		const all = history.find('');
		asked[0]?.answer(page('a'));
		await all;
		await history.forget('a');
		expect(history.failure).toBe(failure);
		expect(history.submissions.map(({ id }) => id)).toEqual(['a']);
	});

	it('goes on where the list ends', async () => {
		const { asked, fake } = gateway();
		const history = new HistorySession(fake);
		const all = history.find('');
		asked[0]?.answer(page('a', 'b'));
		await all;
		expect(history.more).toBe(true);
		const rest = history.loadMore();
		expect(asked[1]?.request.start).toBe(2);
		asked[1]?.answer(page('c'));
		await rest;
		expect(history.submissions.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
		expect(history.more).toBe(false);
	});
});
