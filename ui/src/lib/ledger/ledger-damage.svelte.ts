import { CommandFailure } from '../shared/gateway/failure';
import type { LedgerGateway } from '../shared/gateway/gateway';

/** A ledger that turns out to be damaged while it is open, whoever came across it. */
export class LedgerDamage {
	/** What came across it. */
	seen = $state.raw<CommandFailure | null>(null);
	/** It was read from its first page to its last, and nothing is wrong with it. */
	sound = $state(false);
	failure = $state.raw<CommandFailure | null>(null);
	busy = $state(false);
	readonly #gateway: LedgerGateway;
	readonly #onLeft: () => Promise<void>;

	constructor(gateway: LedgerGateway, onLeft: () => Promise<void>) {
		this.#gateway = gateway;
		this.#onLeft = onLeft;
	}

	note(failure: CommandFailure) {
		if (failure.code === 'ledger-damaged') this.seen = failure;
	}

	/** Closes it if it is damaged: the ways out of a closed ledger stand on the first screen. */
	leave = async () => {
		this.busy = true;
		this.sound = false;
		this.failure = null;
		try {
			const left = await this.#gateway.leaveDamagedLedger();
			this.seen = null;
			this.sound = !left;
			if (left) await this.#onLeft();
		} catch (thrown) {
			this.failure = CommandFailure.from(thrown);
		} finally {
			this.busy = false;
		}
	};
}
