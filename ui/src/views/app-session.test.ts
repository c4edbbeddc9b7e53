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
		app.review = null;
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
