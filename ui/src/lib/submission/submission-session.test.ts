import { describe, expect, it } from 'vitest';

import type { Batch } from '../shared/bindings/submission';
import { FakeGateway } from '../../fake/fake-gateway';
import { isConfirmed, SubmissionSession } from './submission-session.svelte';

globalThis.navigator ??= { language: 'en' } as Navigator;

function fake() {
	return new FakeGateway({
		scenario: 'ready',
		sheet: null,
		stepMs: 1000,
		theme: 'light',
		language: 'en',
		failing: new Map()
	});
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a submission’s session', () => {
	it('keeps every user in exactly one place, step after step', async () => {
		const { gateway, submissions } = fake();
		const session = await SubmissionSession.open('s-unknown', gateway);
		const submission = submissions.get('s-unknown');
		for (let step = 0; step < 10; step += 1) {
			submission?.step();
			const a = session.progress.accounts;
			expect(a.leftOut + a.waiting + a.sending + a.unknown + a.refused + a.accepted).toBe(a.total);
			expect(a.succeeded + a.failed + a.skipped + a.pending).toBe(a.accepted);
		}
	});

	it('settles an unknown batch by a task ID and goes on', async () => {
		const { gateway, submissions } = fake();
		const session = await SubmissionSession.open('s-unknown', gateway);
		const batch = session.unknown[0] as Batch;
		await session.settle(batch, { kind: 'wasAccepted', taskId: '1893596414966089600' });
		expect(session.unknown).toEqual([]);
		expect(session.taskIds).toContain('1893596414966089600');
		submissions.get('s-unknown')?.halt();
	});

	it('orders the parts of a split batch after it', async () => {
		const { gateway } = fake();
		const session = await SubmissionSession.open('s-done', gateway);
		const whole = session.batches[0] as Batch;
		const part = (number: string, firstRow: number): Batch => ({ ...whole, id: number, number, firstRow });
		session.update({
			progress: session.progress,
			batches: [part('1.10', 2), part('1.2', 2), part('2', 700), part('1.1', 2)]
		});
		expect(session.batches.map(({ number }) => number)).toEqual(['1', '1.1', '1.2', '1.10', '2']);
	});

	it('lists no part that was taken apart without being sent', async () => {
		const { gateway } = fake();
		const session = await SubmissionSession.open('s-done', gateway);
		const whole = session.batches[0] as Batch;
		const part = (number: string, tries: number): Batch => ({ ...whole, id: number, number, state: 'split', tries });
		const before = session.listed.length;
		session.update({ progress: session.progress, batches: [part('1.1', 1), part('1.2', 0)] });
		expect(session.batches.length).toBe(before + 2);
		expect(session.listed.map(({ number }) => number)).toContain('1.1');
		expect(session.listed.length).toBe(before + 1);
	});

	it('says what failed and keeps the screen', async () => {
		const { gateway, options } = fake();
		const session = await SubmissionSession.open('s-running', gateway);
		options.failing.set('pause', 'ledger-unavailable');
		await session.pause();
		expect(session.failure?.code).toBe('ledger-unavailable');
		expect(session.batches.length).toBe(13);
		options.failing.clear();
		await session.pause();
		expect(session.failure).toBeNull();
		expect(session.progress.state).toBe('paused');
	});

	it('finds users by outcome and by text', async () => {
		const { gateway } = fake();
		const session = await SubmissionSession.open('s-failed', gateway);
		session.look({ filter: 'failed' });
		session.users.want(0, 50);
		await settled();
		expect(session.users.total).toBe(session.failed);
		expect(session.users.at(0)?.outcome).toBe('failed');
	});
});

describe('the confirmation', () => {
	const plan = { users: 25_000, sentEarlier: 0, typeCount: true } as Parameters<typeof isConfirmed>[0];

	it('takes the count as a person may write it, and no other', () => {
		expect(isConfirmed(plan, false, '25000')).toBe(true);
		expect(isConfirmed(plan, false, '25,000')).toBe(true);
		expect(isConfirmed(plan, false, '2500')).toBe(false);
		expect(isConfirmed(plan, false, '')).toBe(false);
		expect(isConfirmed({ ...plan, typeCount: false }, false, '')).toBe(true);
	});

	it('counts users that were sent earlier only when they are to be sent again', () => {
		const some = { ...plan, sentEarlier: 12 };
		expect(isConfirmed(some, false, '24988')).toBe(true);
		expect(isConfirmed(some, false, '25000')).toBe(false);
		expect(isConfirmed(some, true, '25000')).toBe(true);
		const all = { ...plan, sentEarlier: plan.users, typeCount: false };
		expect(isConfirmed(all, false, '')).toBe(false);
		expect(isConfirmed(all, true, '')).toBe(true);
	});
});
