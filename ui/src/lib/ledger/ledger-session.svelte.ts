import type { CommandError } from '../shared/bindings/error';
import type { Receipts, SetAside } from '../shared/bindings/recovery';
import { CommandFailure } from '../shared/gateway/failure';
import type { LedgerGateway } from '../shared/gateway/gateway';

/** What was done about a ledger that was closed. */
export type Way =
	| { kind: 'opened' }
	| { kind: 'restored'; otherCode: string | null }
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
		this.#open(async () => {
			await this.#gateway.reopenLedger();
			return [this.way ?? { kind: 'opened' }, null];
		});

	restore = (code: string) =>
		this.#open(async () => {
			const { otherCode, reopenFailed } = await this.#gateway.restoreLedger(code);
			return [{ kind: 'restored', otherCode }, reopenFailed];
		});

	setAside = () =>
		this.#open(async () => {
			const { keptAs, reopenFailed } = await this.#gateway.setLedgerAside();
			return [{ kind: 'setAside', keptAs }, reopenFailed];
		});

	loadReceipts = () =>
		this.#attempt(async () => {
			this.receipts = await this.#gateway.receipts();
		});

	/** The ledger's key on paper; it stays with whoever asked, and nowhere here. */
	recoveryCode(): Promise<string> {
		return this.#gateway.recoveryCode();
	}

	#open(work: () => Promise<[Way, CommandError | null]>) {
		return this.#attempt(async () => {
			const [way, reopenFailed] = await work();
			this.way = way;
			if (reopenFailed) throw new CommandFailure(reopenFailed);
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
