import type { LedgerHealth } from '../lib/shared/bindings/app';
import type { Connection, KeychainHealth } from '../lib/shared/bindings/connection';
import type { CommandError } from '../lib/shared/bindings/error';
import type { Receipts } from '../lib/shared/bindings/recovery';
import type { ColumnRole, Source } from '../lib/shared/bindings/review';
import type { Settings } from '../lib/shared/bindings/settings';
import { FakeRoster } from './fake-roster';
import { FakeSubmission, type FakeUser, type Temper } from './fake-submission';
import { odd, person, spoilt, together } from './people';

export const SETTINGS: Settings = {
	batchSize: 1000,
	concurrency: 2,
	typedCountAbove: 20_000,
	phoneFormat: 'asIs',
	defaultCountry: 'SG',
	passwordPolicy: { minLength: 8, maxLength: 32, classes: 3, required: false },
	retentionDays: 90,
	theme: 'system',
	language: null,
	proxy: { kind: 'system' },
	notify: true
};

export const KEYCHAIN: KeychainHealth = { works: true, name: 'Secret Service', problem: null };
export const NO_KEYCHAIN: KeychainHealth = {
	works: false,
	name: 'Secret Service',
	problem: 'no Secret Service answers on the session bus'
};

/** What the paper says that a person types in from. */
export const RECOVERY_CODE = '7K2M-9QXA-0WTE-D4HJ-3RVB-8ZNC-5YPG-1S6F-KK2D-M9QA-XW0T-E4HD-J3RV-B8ZN';

const CLOSED: Record<string, CommandError> = {
	'ledger-locked': {
		code: 'ledger-locked',
		message: "the ledger's key is not in the keychain any more",
		hint: null
	},
	'ledger-other-key': {
		code: 'ledger-locked',
		message: 'the ledger `~/.local/share/koodrive-provisioner/ledger.db` cannot be read with this key',
		hint: null
	},
	'ledger-damaged': {
		code: 'ledger-damaged',
		message: 'the ledger is damaged: database disk image is malformed',
		hint: null
	},
	'ledger-alone': {
		code: 'ledger-damaged',
		message: 'the ledger is damaged: database disk image is malformed',
		hint: null
	},
	'ledger-in-use': {
		code: 'ledger-in-use',
		message: 'the ledger is in use by another copy of the program (process 4711)',
		hint: null
	}
};

const LOCKED_KEYCHAIN: CommandError = {
	code: 'keychain-unavailable',
	message: 'the keychain is locked: the prompt was dismissed',
	hint: null
};

/** How the ledger stands in a scenario. */
export function ledgerOf(scenario: string): LedgerHealth {
	if (scenario === 'keychain-locked') return { place: 'memory', problem: LOCKED_KEYCHAIN };
	const problem = CLOSED[scenario] ?? null;
	if (problem) return { place: 'closed', problem };
	return { place: scenario === 'no-keychain' ? 'memory' : 'file', problem: null };
}

/** What the service gave out before the ledger was lost. */
export function receipts(): Receipts {
	const all = pastSubmissions().flatMap(({ header, batches }) =>
		batches.flatMap(({ taskId, traceId, users, sentAt }) =>
			taskId && traceId && sentAt
				? [{ at: sentAt, host: header.host, taskId, traceId: header.id + traceId, users, fileName: header.fileName }]
				: []
		)
	);
	const latest = all.sort((a, b) => b.at.localeCompare(a.at));
	return { file: '~/.local/share/koodrive-provisioner/receipts.jsonl', total: latest.length, latest };
}

export const SINGAPORE: Connection = {
	id: 'c1',
	name: 'Northwind Singapore',
	color: 'blue',
	site: 'international',
	baseUrl: 'https://intl.myhuaweicloud-koodrive.com',
	host: 'intl.myhuaweicloud-koodrive.com',
	signingUserId: '8840071953620116',
	scheme: 'appAuthentication',
	accessKeyTail: 'Q7XD',
	keys: 'keychain',
	caFile: null,
	practice: false,
	lastTest: { at: '2026-11-23T08:12:00Z', works: true, failedStep: null }
};

export const CHINA: Connection = {
	...SINGAPORE,
	id: 'c2',
	name: 'Northwind China',
	color: 'teal',
	site: 'china',
	baseUrl: 'https://cn.myhuaweicloud-koodrive.com',
	host: 'cn.myhuaweicloud-koodrive.com',
	signingUserId: '8840071953620992',
	accessKeyTail: '2FKM',
	lastTest: { at: '2026-11-20T02:40:00Z', works: false, failedStep: 'signature' }
};

export const PRACTICE: Connection = {
	...SINGAPORE,
	id: 'practice',
	name: 'Practice',
	color: 'amber',
	site: 'practice',
	baseUrl: 'http://127.0.0.1:41273',
	host: '127.0.0.1:41273',
	signingUserId: '1000000000000001',
	accessKeyTail: 'DEMO',
	keys: 'session',
	practice: true,
	lastTest: null
};

const WORKBOOK: Source = {
	fileName: 'Neue Mitarbeiter 2026-11.xlsx',
	kind: 'workbook',
	sheets: [
		{ name: '新员工', rows: 10_014, hidden: false },
		{ name: 'Lookup', rows: 42, hidden: true }
	],
	sheet: '新员工',
	headerRow: 1,
	firstRows: [
		{ row: 1, cells: ['名', '姓', '手机号码', '邮箱', '初始密码', '部门'] },
		{ row: 2, cells: ['伟', '王', '0065810000000', 'wei.wang1@example.com', '', 'Sales'] },
		{ row: 3, cells: ['静', '欧阳', '0065810000037', 'joao2@example.com', '', 'Research'] }
	],
	encoding: null,
	encodings: [],
	delimiter: null,
	rows: 0,
	notes: []
};

export interface Sheet {
	source: Source;
	roster: FakeRoster;
	/** What its columns are used for, where that is not the usual. */
	roles?: ColumnRole[];
}

/** The sheets that can be dropped on the fake, by name. */
export const SHEETS: Record<string, () => Sheet> = {
	messy: () => ({
		source: {
			...structuredClone(WORKBOOK),
			notes: [{ code: 'hidden-rows', count: 3, place: null, warns: false, text: '3 hidden rows were read' }]
		},
		roster: new FakeRoster(2014, spoilt, new Set([person(5)[2] ?? '', person(9)[2] ?? '']))
	}),
	'no-email': () => ({
		source: { ...structuredClone(WORKBOOK), fileName: 'night-shift.xlsx' },
		roster: new FakeRoster(40, (row) => person(row).with(3, '').with(4, ''), new Set(), false),
		roles: ['firstName', 'surname', 'phone', 'extra', 'extra', 'extra']
	}),
	again: () => ({
		source: { ...structuredClone(WORKBOOK), fileName: 'starters-november.xlsx' },
		roster: new FakeRoster(40, person, new Set(Array.from({ length: 40 }, (_, row) => person(row)[2] ?? '')))
	}),
	clean: () => ({
		source: { ...structuredClone(WORKBOOK), fileName: 'starters-november.xlsx' },
		roster: new FakeRoster(2000, person)
	}),
	csv: () => ({
		source: {
			...structuredClone(WORKBOOK),
			fileName: '员工名单.csv',
			kind: 'text',
			sheets: [],
			sheet: null,
			encoding: 'gb18030',
			encodings: ['gb18030', 'utf-8', 'utf-16le', 'big5', 'shift_jis', 'windows-1252'],
			delimiter: 'semicolon'
		},
		roster: new FakeRoster(120, spoilt)
	}),
	odd: () => ({
		source: {
			...structuredClone(WORKBOOK),
			fileName: 'hr-export.xlsx',
			notes: [
				{
					code: 'repeated-headers',
					count: 2,
					place: null,
					warns: false,
					text: '2 rows repeat the names of the columns and are left out'
				},
				{
					code: 'formulas-without-result',
					count: 3,
					place: null,
					warns: true,
					text: '3 formulas have no result in the file'
				},
				{
					code: 'list-beside',
					count: 24,
					place: 'H:J',
					warns: true,
					text: 'another list in the columns H:J is not read'
				}
			]
		},
		roster: new FakeRoster(60, odd)
	}),
	million: () => ({
		source: { ...structuredClone(WORKBOOK), fileName: 'everyone.xlsx' },
		roster: new FakeRoster(1_000_000, spoilt)
	}),
	sample: () => ({
		source: { ...structuredClone(WORKBOOK), fileName: 'practice-sample.xlsx', sheets: [] },
		roster: new FakeRoster(60, (row) => (row === 3 || row === 7 ? spoilt(row) : person(row)))
	})
};

function users(count: number): FakeUser[] {
	return Array.from({ length: count }, (_, index) => {
		const [first = '', last = '', phone = '', email = ''] = person(index);
		return { number: index + 2, name: together(first, last), phone, email };
	});
}

function earlier(
	id: string,
	fileName: string,
	startedAt: string,
	count: number,
	temper: Partial<Temper>,
	steps: number
): FakeSubmission {
	const submission = new FakeSubmission(
		{
			id,
			fileName,
			connectionName: SINGAPORE.name,
			connectionColor: SINGAPORE.color,
			host: SINGAPORE.host,
			practice: false,
			startedAt,
			leftOut: 0
		},
		users(count),
		1000,
		{ stepMs: 150, ...temper }
	);
	submission.run(steps);
	return submission;
}

/** Submissions whose results do not come, or fit no row: the service is in trouble, or does not know the task. */
export function oddSubmissions(): FakeSubmission[] {
	const since = new Date(Date.now() - 7_800_000).toISOString();
	return [
		earlier('s-in-trouble', 'night-shift.xlsx', since, 2400, {
			unanswered: { since, code: 'in-trouble', message: 'the service answered with HTTP 500', givenUp: 0 }
		}, 8),
		earlier('s-given-up', 'seasonal-staff.xlsx', since, 900, {
			unanswered: { since, code: 'refused', message: 'refused with `13000301`: the task does not exist', givenUp: 1 }
		}, 8),
		earlier('s-strays', 'contractors.xlsx', since, 40, { strays: [[], [7], [2, 9, 31]] }, 20)
	];
}

/** Submissions in every state that a person may come back to. */
export function pastSubmissions(): FakeSubmission[] {
	return [
		earlier('s-running', 'branch-offices.xlsx', '2026-11-24T01:32:00Z', 12_400, { freezeAt: 7, waitingBatch: 8, clockAhead: 127 }, 12),
		earlier('s-unknown', 'Kontraktoren Q4.csv', '2026-11-23T09:05:00Z', 4210, { unknownBatch: 3 }, 40),
		earlier('s-failed', '2026届新员工.xlsx', '2026-11-20T06:48:00Z', 2360, { failEvery: 170, skipEvery: 400 }, 40),
		earlier('s-stopped', 'warehouse.xlsx', '2026-11-19T03:21:00Z', 3000, {
			stop: { code: 'key-refused', message: 'APIG.0301: incorrect app authentication information' }
		}, 4),
		earlier('s-done', 'summer-interns.xlsx', '2026-11-03T02:10:00Z', 640, {}, 20)
	];
}
