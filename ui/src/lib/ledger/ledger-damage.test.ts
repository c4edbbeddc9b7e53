import { describe, expect, it, vi } from 'vitest';

import { CommandFailure } from '../shared/gateway/failure';
import type { LedgerGateway } from '../shared/gateway/gateway';
import { LedgerDamage } from './ledger-damage.svelte';

const DAMAGED = new CommandFailure({ code: 'ledger-damaged', message: 'no database', hint: null });
const SENDING = new CommandFailure({ code: 'wrong-state', message: 'users are being sent', hint: null });

/** What came across damage, on a program that answers as it is told. */
function desk(leaveDamagedLedger: () => Promise<boolean>) {
	const onLeft = vi.fn(async () => {});
	const damage = new LedgerDamage({ leaveDamagedLedger } as LedgerGateway, onLeft);
	damage.note(DAMAGED);
	return { damage, onLeft };
}

describe('a damaged ledger', () => {
	it('is busy while it is closed, and left then', async () => {
		let close = (_left: boolean) => {};
		const { damage, onLeft } = desk(() => new Promise((done) => (close = done)));
		const leaving = damage.leave();
		expect(damage.busy).toBe(true);
		close(true);
		await leaving;
		expect(damage.busy).toBe(false);
		expect(damage.seen).toBeNull();
		expect(damage.sound).toBe(false);
		expect(onLeft).toHaveBeenCalledOnce();
	});

	it('stays where it is when it is sound', async () => {
		const { damage, onLeft } = desk(async () => false);
		await damage.leave();
		expect(damage.sound).toBe(true);
		expect(onLeft).not.toHaveBeenCalled();
	});

	it('that could not be checked says why, and stays known', async () => {
		const { damage, onLeft } = desk(() => Promise.reject(SENDING));
		await damage.leave();
		expect(damage.failure?.code).toBe('wrong-state');
		expect(damage.seen).toEqual(DAMAGED);
		expect(damage.busy).toBe(false);
		expect(onLeft).not.toHaveBeenCalled();
	});
});
