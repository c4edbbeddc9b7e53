import type { Receipts, SetAside } from '../shared/bindings/recovery';
import { CommandFailure } from '../shared/gateway/failure';
import type { LedgerGateway } from '../shared/gateway/gateway';

/** How a ledger that was closed came to be open. */
export type Way =
	| { kind: 'opened' }
	| { kind: 'restored'; otherCode: string | null }
	| { kind: 'setAside'; keptAs: SetAside['keptAs'] };

/** The ways back to a ledger that does not open, and what outlives it. */
export class LedgerSession {
	failure = $state.raw<CommandFailure | null>(null);
	busy = $state(false);
	receipts = $state.raw<Receipts | null>(null);
	/** How it came to be open, until the person has read it. */
	way = $state.raw<Way | null>(null);
	readonly #gateway: LedgerGateway;
	readonly #onOpen: () => Promise<void>;

	constructor(gateway: LedgerGateway, onOpen: () => Promise<void>) {
		this.#gateway = gateway;
		this.#onOpen = onOpen;
	}

	/** Something that stood in the way is gone: the disk has room, the other copy was closed. */
	reopen = () =>
		this.#open(async () => {
			await this.#gateway.reopenLedger();
			return { kind: 'opened' };
		});

	restore = (code: string) =>
		this.#open(async () => {
			const { otherCode } = await this.#gateway.restoreLedger(code);
			return { kind: 'restored', otherCode };
		});

	setAside = () =>
		this.#open(async () => {
			const { keptAs } = await this.#gateway.setLedgerAside();
			return { kind: 'setAside', keptAs };
		});

	loadReceipts = () =>
		this.#attempt(async () => {
			this.receipts = await this.#gateway.receipts();
		});

	/** The ledger's key on paper; it stays with whoever asked, and nowhere here. */
	recoveryCode(): Promise<string> {
		return this.#gateway.recoveryCode();
	}

	#open(work: () => Promise<Way>) {
		return this.#attempt(async () => {
			this.way = await work();
			await this.#onOpen();
		});
	}

	async #attempt(work: () => Promise<void>) {
		this.busy = true;
		try {
			await work();
			this.failure = null;
		} catch (thrown) {
			this.failure = CommandFailure.from(thrown);
		} finally {
			this.busy = false;
		}
	}
}
