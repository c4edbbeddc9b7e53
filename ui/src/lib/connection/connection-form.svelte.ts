import { m } from '../paraglide/messages';
import type {
	Connection,
	ConnectionColor,
	ConnectionDraft,
	SignatureScheme,
	Site
} from '../shared/bindings/connection';
import { COLORS } from './connection-state';

export const SITE_ADDRESSES: Partial<Record<Site, string>> = {
	international: 'https://intl.myhuaweicloud-koodrive.com',
	china: 'https://cn.myhuaweicloud-koodrive.com'
};

/** What is being typed into a connection's form, and what is still missing from it. */
export class ConnectionForm {
	readonly id: string | null;
	name = $state('');
	color = $state<ConnectionColor>('blue');
	site = $state<Site>('international');
	baseUrl = $state('');
	signingUserId = $state('');
	scheme = $state<SignatureScheme>('appAuthentication');
	accessKey = $state('');
	secretKey = $state('');
	sessionOnly = $state(false);
	/** Problems show once a person asked to save. */
	asked = $state(false);
	/** Whether keys are being typed: always for a new connection, on request for a known one. */
	typingKeys = $state(true);

	constructor(connection: Connection | null, taken: Connection[], keychainWorks: boolean) {
		this.id = connection?.id ?? null;
		this.sessionOnly = !keychainWorks;
		this.color = freeColor(taken);
		if (!connection) return;
		this.name = connection.name;
		this.color = connection.color;
		this.site = connection.site;
		this.baseUrl = connection.site === 'own' ? connection.baseUrl : '';
		this.signingUserId = connection.signingUserId;
		this.scheme = connection.scheme;
		this.typingKeys = connection.keys === 'missing';
	}

	get nameProblem(): string | null {
		return this.name.trim() === '' ? m.form_name_missing() : null;
	}

	get addressProblem(): string | null {
		if (this.site !== 'own') return null;
		const address = this.baseUrl.trim();
		if (!URL.canParse(address)) return m.form_address_invalid();
		return isSafe(new URL(address)) ? null : m.form_address_insecure();
	}

	get userProblem(): string | null {
		return this.signingUserId.trim() === '' ? m.form_user_missing() : null;
	}

	get accessKeyProblem(): string | null {
		return this.typingKeys && this.accessKey.trim() === '' ? m.form_access_key_missing() : null;
	}

	get secretKeyProblem(): string | null {
		return this.typingKeys && this.secretKey.trim() === '' ? m.form_secret_key_missing() : null;
	}

	get complete(): boolean {
		return [
			this.nameProblem,
			this.addressProblem,
			this.userProblem,
			this.accessKeyProblem,
			this.secretKeyProblem
		].every((problem) => problem === null);
	}

	/** A problem, once it may be shown. */
	shown(problem: string | null): string | null {
		return this.asked ? problem : null;
	}

	get draft(): ConnectionDraft {
		return {
			id: this.id,
			name: this.name.trim(),
			color: this.color,
			site: this.site,
			baseUrl: this.site === 'own' ? this.baseUrl.trim() : null,
			signingUserId: this.signingUserId.trim(),
			scheme: this.scheme
		};
	}

	/** The keys leave the form for the keychain; nothing of them stays here. */
	takeKeys(connectionId: string) {
		const keys = {
			connectionId,
			accessKey: this.accessKey.trim(),
			secretKey: this.secretKey.trim(),
			sessionOnly: this.sessionOnly
		};
		this.accessKey = '';
		this.secretKey = '';
		this.typingKeys = false;
		return keys;
	}
}

function freeColor(taken: Connection[]): ConnectionColor {
	const used = new Set(taken.map(({ color }) => color));
	return COLORS.find((color) => !used.has(color) && color !== 'amber') ?? 'blue';
}

/** Keys are signed over TLS only, except to this machine. */
function isSafe(address: URL): boolean {
	const here = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
	return address.protocol === 'https:' || (address.protocol === 'http:' && here);
}
