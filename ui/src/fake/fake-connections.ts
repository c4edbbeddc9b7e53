import type { Connection, ConnectionDraft, SaveKeys, TestReport, TestStep } from '../lib/shared/bindings/connection';
import { fail } from './fail';
import { CHINA, PRACTICE, SINGAPORE } from './scenarios';

const SITES: Record<string, string> = {
	international: 'https://intl.myhuaweicloud-koodrive.com',
	china: 'https://cn.myhuaweicloud-koodrive.com'
};

/** The connections in a browser, and what a test of one of them finds. */
export class FakeConnections {
	all: Connection[] = [];
	active: string | null = null;

	constructor(readonly nextNumber: () => number) {}

	at(id: string): Connection {
		return this.all.find((one) => one.id === id) ?? fail('connection-gone', `no connection ${id}`);
	}

	put(connection: Connection): Connection {
		const others = this.all.filter(({ id }) => id !== connection.id);
		this.all = [...others, connection].sort((a, b) => a.id.localeCompare(b.id));
		this.active ??= connection.id;
		return connection;
	}

	keepKeys({ connectionId, accessKey, sessionOnly }: SaveKeys): Connection {
		return this.put({
			...this.at(connectionId),
			accessKeyTail: accessKey.slice(-4),
			keys: sessionOnly ? 'session' : 'keychain'
		});
	}

	/** Answers with the connection that is used from then on. */
	remove(id: string): string | null {
		this.all = this.all.filter((one) => one.id !== id);
		if (this.active === id) this.active = this.all[0]?.id ?? null;
		return this.active;
	}

	startPractice(): Connection {
		this.active = PRACTICE.id;
		return this.put(PRACTICE);
	}

	save(draft: ConnectionDraft): Connection {
		const baseUrl = draft.site === 'own' ? (draft.baseUrl ?? '') : (SITES[draft.site] ?? '');
		if (!URL.canParse(baseUrl)) fail('connection-invalid', `not an address: ${baseUrl}`);
		const old = this.all.find(({ id }) => id === draft.id);
		return this.put({
			...SINGAPORE,
			...(old ?? { accessKeyTail: null, keys: 'missing', lastTest: null }),
			...draft,
			id: draft.id ?? `c${this.nextNumber() + 10}`,
			baseUrl,
			host: new URL(baseUrl).host
		});
	}

	test(id: string): TestReport {
		const connection = this.at(id);
		const bad = connection.id === CHINA.id;
		if (connection.site === 'own' && !connection.caFile) return this.#remember(id, inspected(connection));
		const works = !bad && connection.keys !== 'missing';
		return this.#remember(id, {
			steps: testSteps(connection, works, bad),
			works,
			clockOffsetSeconds: 127,
			otherSchemeWorks: bad ? 'apiGateway' : null
		});
	}

	#remember(id: string, report: TestReport): TestReport {
		const failed = report.steps.find(({ outcome }) => outcome === 'failed');
		const lastTest = { at: new Date().toISOString(), works: report.works, failedStep: failed?.step ?? null };
		this.put({ ...this.at(id), lastTest });
		return report;
	}
}

/** A proxy of the company shows its own certificate: the test ends there. */
function inspected(connection: Connection): TestReport {
	const steps = testSteps(connection, true, false).map((step): TestStep => {
		if (step.step === 'tls') {
			const found = { code: 'tls-unknown-issuer', about: 'CN=Example Corp Proxy', words: null };
			return { ...step, outcome: 'failed', detail: null, found, advice: 'choose-company-ca' };
		}
		const reached = ['address', 'dns', 'proxy', 'tcp'].includes(step.step);
		return reached ? step : { ...step, outcome: 'skipped', detail: null, found: null };
	});
	return { steps, works: false, clockOffsetSeconds: null, otherSchemeWorks: null };
}

function testSteps(connection: Connection, works: boolean, otherScheme: boolean): TestStep[] {
	const step = (
		name: TestStep['step'],
		outcome: TestStep['outcome'],
		detail: string | null = null,
		found: TestStep['found'] = null,
		advice: TestStep['advice'] = null
	): TestStep => ({ step: name, outcome, detail, found, advice });
	const scheme = connection.scheme === 'apiGateway' ? 'scheme-gateway' : 'scheme-koodrive';
	const refused = { code: 'refused', about: 'APIG.0301', words: 'incorrect app authentication information' };
	return [
		step('address', 'passed', connection.baseUrl),
		step('dns', 'passed', '159.138.92.40'),
		step('proxy', 'skipped'),
		step('tcp', 'passed', '41 ms'),
		step('tls', 'passed', 'DigiCert Global G2 TLS RSA SHA256 2020 CA1'),
		step('clock', 'warned', '+127 s'),
		works
			? step('signature', 'passed', null, { code: scheme, about: null, words: null })
			: step(
					'signature',
					'failed',
					null,
					refused,
					otherScheme ? 'other-scheme' : 'check-keys'
				),
		step('userId', works ? 'passed' : 'skipped'),
		step('permission', works ? 'passed' : 'skipped')
	];
}
