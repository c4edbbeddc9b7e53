import type { LedgerHealth } from '../lib/shared/bindings/app';
import type { CommandError, ErrorCode } from '../lib/shared/bindings/error';
import type { Restored, SetAside } from '../lib/shared/bindings/recovery';
import { fail } from './fail';
import { ledgerOf, RECOVERY_CODE } from './scenarios';

/** The ledger's file in a browser: what is wrong with it, and the ways back into one. */
export class FakeLedger {
	health: LedgerHealth;
	/** What a person answers in the system's dialogs about recovery codes, which no page sees. */
	readonly paper = { savesCode: true, letsOtherKeyGo: true, shown: 0 };

	constructor(
		readonly scenario: string,
		readonly failing: Map<string, ErrorCode>
	) {
		this.health = ledgerOf(scenario);
	}

	/** Whether the person saves the code that is shown. */
	showCode(): boolean {
		this.paper.shown++;
		return this.paper.savesCode;
	}

	restore(code: string): Restored {
		if (code.replace(/[^0-9A-Za-z]/g, '').length !== 56) {
			fail('recovery-code-invalid', 'the recovery code cannot be used');
		}
		const spoken = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
		if (spoken !== RECOVERY_CODE.replaceAll('-', '')) {
			fail('recovery-code-other', 'this recovery code does not open the ledger');
		}
		if (this.scenario === 'ledger-other-key') {
			this.paper.shown++;
			if (!this.paper.letsOtherKeyGo) return { keyIsBack: false, reopenFailed: null };
		}
		return { keyIsBack: true, reopenFailed: this.#openAnew() };
	}

	setAside(): SetAside {
		const keptAs = '~/.local/share/koodrive-provisioner/ledger-aside-20261124T031500Z.db';
		return { keptAs, reopenFailed: this.#openAnew() };
	}

	leaveDamaged(): boolean {
		const damaged = [...this.failing.values()].includes('ledger-damaged');
		if (damaged) this.health = ledgerOf('ledger-damaged');
		this.failing.clear();
		return damaged;
	}

	reopen() {
		if (this.scenario !== 'ledger-in-use') fail('ledger-locked', 'the key is still gone');
		this.#open();
	}

	#open() {
		this.health = { place: 'file', problem: null };
	}

	/** Fails where the page's address asks for it: `fail=openAnew:ledger-unavailable`. */
	#openAnew(): CommandError | null {
		const code = this.failing.get('openAnew');
		if (code) return { code, message: 'the disk is full', hint: null };
		this.#open();
		return null;
	}
}
