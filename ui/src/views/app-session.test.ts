import { describe, expect, it, vi } from 'vitest';

import { FakeGateway } from '../fake/fake-gateway';
import type { Gateway } from '../lib/shared/gateway/gateway';
import { AppSession } from './app-session.svelte';

vi.stubGlobal('document', { documentElement: { dataset: {}, lang: '' } });
vi.stubGlobal('navigator', { language: 'en-GB' });

const DRAFT = 'draft-1';

/** A program with a draft, and with a sheet that is open where one is named. */
async function started(sheet: string | null = null, change: (gateway: Gateway) => Partial<Gateway> = () => ({})) {
	const fake = new FakeGateway({
		scenario: 'ready',
		sheet,
		stepMs: 1,
		theme: 'light',
		language: 'en',
		failing: new Map()
	});
	const app = await AppSession.start({ ...fake.gateway, ...change(fake.gateway) });
	return { fake, app };
}

describe('a review', () => {
	it('is opened once when it is asked for twice', async () => {
		const { app } = await started();
		const first = app.openReview(DRAFT);
		const again = app.openReview(DRAFT);
		await first;
		const opened = app.review;
		await again;
		await app.openReview(DRAFT);
		expect(app.review?.id).toBe(DRAFT);
		expect(app.review).toBe(opened);
		expect(app.screen).toBe('review');
	});

	it('that was asked for last is shown, whichever answer comes last', async () => {
		const answers = new Map<string, () => void>();
		const { app, fake } = await started(null, (gateway) => ({
			async review(id) {
				await new Promise<void>((answer) => answers.set(id, answer));
				return gateway.review(id);
			}
		}));
		const early = app.openReview(DRAFT);
		const late = fake.open('clean');
		const wanted = app.openReview(late);
		await vi.waitFor(() => expect(answers.size).toBe(2));
		answers.get(late)?.();
		await wanted;
		answers.get(DRAFT)?.();
		await early;
		expect(app.review?.id).toBe(late);
	});

	it('is shown by its draft’s ID too, as it stands', async () => {
		const { app } = await started('messy', (gateway) => ({
			review: (id) => gateway.review(id === DRAFT ? 'r1' : id)
		}));
		const open = app.review;
		expect(open?.id).toBe('r1');
		await app.go('history');
		await app.openReview(DRAFT);
		expect(app.review).toBe(open);
		expect(app.screen).toBe('review');
	});

	it('goes by the ID of the answer when a draft is taken up', async () => {
		const { app } = await started('messy', (gateway) => ({
			review: (id) => gateway.review(id === DRAFT ? 'r1' : id)
		}));
		Object.assign(app, { review: null });
		await app.openReview(DRAFT);
		expect(app.review?.id).toBe('r1');
	});

	it('is put away when the menu goes home', async () => {
		const { app, fake } = await started('messy');
		expect(fake.reviews.has('r1')).toBe(true);
		await app.menu('home');
		expect(app.screen).toBe('home');
		expect(app.review).toBeNull();
		expect(fake.reviews.has('r1')).toBe(false);
	});
});

describe('a draft', () => {
	it('that is discarded takes its open sheet with it, and no other', async () => {
		const { app, fake } = await started();
		await app.openReview(DRAFT);
		await app.go('history');
		await app.discardDraft(DRAFT);
		expect(app.review).toBeNull();
		expect(app.state.drafts).toEqual([]);
		fake.drop('clean');
		await vi.waitFor(() => expect(app.screen).toBe('review'));
		await app.discardDraft('another');
		expect(app.review).not.toBeNull();
	});
});

describe('a confirmation', () => {
	it('that is given up while those sent earlier are left out sends nothing', async () => {
		const plans: (() => void)[] = [];
		const { app, fake } = await started('messy', (gateway) => ({
			async plan(review, connection) {
				const plan = await gateway.plan(review, connection);
				if (plan.sentEarlier === 0) await new Promise<void>((go) => plans.push(go));
				return plan;
			}
		}));
		const before = fake.submissions.size;
		await app.makePlan();
		expect(app.plan?.sentEarlier).toBeGreaterThan(0);
		const sending = app.confirm(false);
		await vi.waitFor(() => expect(plans).toHaveLength(1));
		app.closePlan();
		plans.forEach((go) => go());
		await sending;
		expect(app.plan).toBeNull();
		expect(fake.submissions.size).toBe(before);
		expect(app.screen).toBe('review');
	});

	it('cannot be given up once it is on its way', async () => {
		const { app } = await started('clean', (gateway) => ({
			async submit(plan, typed) {
				app.closePlan();
				return gateway.submit(plan, typed);
			}
		}));
		await app.makePlan();
		const { plan } = app;
		const sending = app.confirm(false);
		await vi.waitFor(() => expect(app.submitting).toBe(true));
		expect(app.plan).toBe(plan);
		await sending;
		expect(app.screen).toBe('submission');
		expect(app.submitting).toBe(false);
	});

	it('leaves nobody out unseen: where that fails it says why', async () => {
		const { app, fake } = await started('messy');
		fake.options.failing.set('applyFix', 'ledger-unavailable');
		await app.makePlan();
		const { plan } = app;
		await app.confirm(false);
		expect(app.plan).toBe(plan);
		expect(app.failure?.code).toBe('ledger-unavailable');
	});

	it('is not for the sheet that came in its place', async () => {
		const { app, fake } = await started('messy');
		await app.makePlan();
		await app.openReview(fake.open('clean'));
		expect(app.plan).toBeNull();
		await app.makePlan();
		await app.leaveReview();
		expect(app.plan).toBeNull();
	});

	it('does not come up over a sheet that it is not about', async () => {
		const answers: (() => void)[] = [];
		const { app, fake } = await started('messy', (gateway) => ({
			async plan(review, connection) {
				await new Promise<void>((answer) => answers.push(answer));
				return gateway.plan(review, connection);
			}
		}));
		const planning = app.makePlan();
		await app.openReview(fake.open('clean'));
		answers.forEach((answer) => answer());
		await planning;
		expect(app.plan).toBeNull();
	});

	it('of a sheet that was changed meanwhile shows the new numbers, and why', async () => {
		const { app, fake } = await started('clean');
		await app.makePlan();
		fake.options.failing.set('submit', 'plan-stale');
		const { plan } = app;
		await app.review?.leaveOut({ kind: 'rows', keys: [0] }, true);
		await app.confirm(false);
		expect(app.plan?.users).toBe((plan?.users ?? 0) - 1);
		expect(app.failure?.code).toBe('plan-stale');
		fake.options.failing.clear();
		await app.confirm(false);
		expect(app.screen).toBe('submission');
	});

	it('whose submission cannot be shown says so at home, where it is listed', async () => {
		const { app, fake } = await started('clean');
		await app.makePlan();
		fake.options.failing.set('submission', 'ledger-unavailable');
		await app.confirm(false);
		expect(app.screen).toBe('home');
		expect(app.failure?.code).toBe('ledger-unavailable');
		expect(app.state.recent.map(({ id }) => id)).toContain([...fake.submissions.keys()].at(-1));
	});
});
