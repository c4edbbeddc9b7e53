import type { CommandError } from '../shared/bindings/error';
import type { Receipts, SetAside } from '../shared/bindings/recovery';
import type { SavedFile } from '../shared/bindings/results';
import { CommandFailure } from '../shared/gateway/failure';
import type { LedgerGateway } from '../shared/gateway/gateway';

/** What was done about a ledger that was closed. */
export type Way =
	| { kind: 'opened' }
	| { kind: 'restored' }
	| { kind: 'setAside'; keptAs: SetAside['keptAs'] };

/** The ways back to a ledger that does not open, and what outlives it. */
export class LedgerSession {
	failure = $state.raw<CommandFailure | null>(null);
	busy = $state(false);
	receipts = $state.raw<Receipts | null>(null);
	/**
	 * What was done, until the person has read it. It holds even if the ledger did not open then,
	 * which `failure` says.
	 */
	way = $state.raw<Way | null>(null);
	readonly #gateway: LedgerGateway;
	readonly #onOpen: () => Promise<void>;

	constructor(gateway: LedgerGateway, onOpen: () => Promise<void>) {
		this.#gateway = gateway;
		this.#onOpen = onOpen;
	}

	/** Something that stood in the way is gone: the disk has room, the other copy was closed. */
	reopen = () =>
		this.#attempt(async () => {
			await this.#gateway.reopenLedger();
			await this.#done(this.way ?? { kind: 'opened' }, null);
		});

	/** Nothing is done where the person wants another key in the keychain to stay. */
	restore = (code: string) =>
		this.#attempt(async () => {
			const { keyIsBack, reopenFailed } = await this.#gateway.restoreLedger(code);
			if (keyIsBack) await this.#done({ kind: 'restored' }, reopenFailed);
		});

	setAside = () =>
		this.#attempt(async () => {
			const { keptAs, reopenFailed } = await this.#gateway.setLedgerAside();
			await this.#done({ kind: 'setAside', keptAs }, reopenFailed);
		});

	loadReceipts = () =>
		this.#attempt(async () => {
			this.receipts = await this.#gateway.receipts();
		});

	/** The ledger's key for paper, which the system shows; never here. */
	showRecoveryCode(): Promise<SavedFile | null> {
		return this.#gateway.showRecoveryCode();
	}

	async #done(way: Way, reopenFailed: CommandError | null) {
		this.way = way;
		if (reopenFailed) throw new CommandFailure(reopenFailed);
		await this.#onOpen();
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
