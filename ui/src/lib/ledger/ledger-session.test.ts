import { describe, expect, it, vi } from 'vitest';

import type { ErrorCode } from '../shared/bindings/error';
import { FakeGateway } from '../../fake/fake-gateway';
import { RECOVERY_CODE } from '../../fake/scenarios';
import { LedgerSession } from './ledger-session.svelte';

globalThis.navigator ??= { language: 'en' } as Navigator;

function desk(scenario: string, failing: [string, ErrorCode][] = []) {
	const fake = new FakeGateway({
		scenario,
		sheet: null,
		stepMs: 1000,
		theme: 'light',
		language: 'en',
		failing: new Map(failing)
	});
	const onOpen = vi.fn(async () => {});
	return { session: new LedgerSession(fake.gateway, onOpen), onOpen, fake };
}

describe('a ledger’s session', () => {
	it('changes nothing where the key that is in the way is to stay', async () => {
		const { session, onOpen, fake } = desk('ledger-other-key');
		fake.paper.letsOtherKeyGo = false;
		await session.restore(RECOVERY_CODE);
		expect(session.way).toBeNull();
		expect(session.failure).toBeNull();
		expect(session.busy).toBe(false);
		expect(onOpen).not.toHaveBeenCalled();

		fake.paper.letsOtherKeyGo = true;
		await session.restore(RECOVERY_CODE);
		expect(session.way).toEqual({ kind: 'restored' });
		expect(onOpen).toHaveBeenCalledOnce();
	});

	it('tells that the key is back beside the error when the ledger does not open then', async () => {
		const { session, onOpen } = desk('ledger-other-key', [['openAnew', 'ledger-unavailable']]);
		await session.restore(RECOVERY_CODE);
		expect(session.way).toEqual({ kind: 'restored' });
		expect(session.failure?.code).toBe('ledger-unavailable');
		expect(onOpen).not.toHaveBeenCalled();
	});

	it('tells where the ledger was moved to, also after a new one was begun at last', async () => {
		const { session, onOpen, fake } = desk('ledger-in-use', [['openAnew', 'ledger-unavailable']]);
		await session.setAside();
		expect(session.way).toMatchObject({ kind: 'setAside', keptAs: expect.stringContaining('ledger-aside') });
		expect(session.failure?.message).toBe('the disk is full');
		expect(onOpen).not.toHaveBeenCalled();

		fake.options.failing.clear();
		await session.reopen();
		expect(session.way?.kind).toBe('setAside');
		expect(session.failure).toBeNull();
		expect(onOpen).toHaveBeenCalledOnce();
	});
});
