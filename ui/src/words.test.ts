// Every code that Rust can send has words, in every language; and the languages say the same things.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, describe, expect, it } from 'vitest';

import { adviceText } from './lib/connection/connection-state';
import { foundText } from './lib/connection/found-text';
import { locales } from './lib/paraglide/runtime';
import { stepText } from './lib/review/fix-text';
import { problemDetail, problemName } from './lib/review/problem-text';
import { noteText } from './lib/review/source-text';
import { FOUND, NOTES, PROBLEMS, STEPS, STOPS, UNANSWERED, UNKNOWNS, WAITS } from './lib/shared/bindings/codes';
import type { Advice } from './lib/shared/bindings/connection';
import type { ErrorCode } from './lib/shared/bindings/error';
import type { Batch } from './lib/shared/bindings/submission';
import { CommandFailure } from './lib/shared/gateway/failure';
import { language } from './lib/shared/language/language.svelte';
import { failureTitle } from './lib/shared/ui/failure-text';
import { batchNote, stopHint, stopTitle, unansweredHint, unansweredTitle } from './lib/submission/submission-text';

const SOURCE = fileURLToPath(new URL('.', import.meta.url));
const MESSAGES = join(SOURCE, '../messages');

/** What a screen says when it has no words of its own. */
const NO_WORDS = 'the program speaks its own English';

function problem(code: string) {
	const about = { level: 'error', field: null, fixes: [], text: NO_WORDS } as const;
	return { ...about, code, found: 'found', expected: '7', fixes: [] };
}

function batch(change: Partial<Batch>): Batch {
	return { wait: null, answer: null, ...change } as Batch;
}

const waiting = (code: string) => batchNote(batch({ wait: { code, until: '2026-11-24T03:15:00Z' } }));
const unknown = (code: string) => batchNote(batch({ answer: { code, message: NO_WORDS } }));
const stopped = (code: string) => ({ code, message: NO_WORDS });
const found = (code: string) => ({ code, about: 'CN=Example', words: null });
const inVain = (code: string) => ({ code, message: NO_WORDS, since: '2026-11-24T03:15:00Z', givenUp: 0 });
const failure = (code: ErrorCode) => new CommandFailure({ code, message: NO_WORDS, hint: null });

/** Each kind of code with what a screen says for it. */
const SAID: [kind: string, codes: string[], say: (code: string) => string | null][] = [
	['problems in a list', PROBLEMS, (code) => problemName(problem(code))],
	['problems of a cell', PROBLEMS, (code) => problemDetail(problem(code))],
	['reasons to stop', STOPS, (code) => stopTitle(stopped(code))],
	['what to do after a stop', STOPS, (code) => stopHint(stopped(code))],
	['waits', WAITS, waiting],
	['unknown batches', UNKNOWNS, unknown],
	['results that do not come', UNANSWERED, (code) => unansweredTitle(inVain(code))],
	['what to do when results do not come', UNANSWERED, (code) => unansweredHint(inVain(code))],
	['notes about a file', NOTES, (code) => noteText({ code, count: 3, place: 'E:G', warns: false, text: NO_WORDS })],
	['steps to undo', STEPS, (code) => stepText({ code, rows: 3 })],
	// What has no code of its own is said in the words of others.
	['what a test finds', FOUND.filter((code) => code !== 'other'), (code) => foundText(found(code))],
	['advice after a test', codesOf('connection.ts', 'Advice'), (code) => adviceText(code as Advice)],
	// What is not expected has no words but these.
	['errors', codesOf('error.ts', 'ErrorCode').filter((code) => code !== 'unexpected'), (code) => failureTitle(failure(code as ErrorCode))]
];

/** The members of a union in the bindings. */
function codesOf(file: string, type: string): string[] {
	const text = readFileSync(join(SOURCE, 'lib/shared/bindings', file), 'utf8');
	const [, union = ''] = text.split(`export type ${type} =`);
	return [...(union.split(';')[0] ?? '').matchAll(/"([a-z-]+)"/g)].map(([, code = '']) => code);
}

/** What a screen says for a code; nothing when it is at a loss. */
function said(say: (code: string) => string | null, code: string): string {
	try {
		return say(code) ?? '';
	} catch {
		return '';
	}
}

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

afterEach(() => (language.current = 'en'));

describe.each(locales)('every code has words of its own in %s', (locale) => {
	it.each(SAID)('%s', (_, codes, say) => {
		expect(codes.length).toBeGreaterThan(1);
		language.current = locale;
		const nothing = said(say, 'a-code-that-nobody-knows');
		const texts = codes.map((code) => [code, said(say, code)] as const);
		expect(texts.filter(([, text]) => text === '' || text === nothing)).toEqual([]);
		expect(texts.filter(([code, text]) => code.includes('-') && text.includes(code))).toEqual([]);
		expect(texts.filter(([, text]) => text.includes(NO_WORDS))).toEqual([]);
		expect(texts.filter(([, text]) => isChinese(text) !== (locale === 'zh-CN'))).toEqual([]);
	});
});

type Messages = Record<string, unknown>;
const messages = Object.fromEntries(
	locales.map((locale) => [locale, JSON.parse(readFileSync(join(MESSAGES, `${locale}.json`), 'utf8')) as Messages])
);
const english = messages.en as Messages;

describe('the languages', () => {
	it('have the same texts with the same places to fill in', () => {
		const places = (message: unknown) => [...new Set(JSON.stringify(message).match(/\{\w+\}/g) ?? [])].sort();
		for (const locale of locales) {
			const others = messages[locale] as Messages;
			expect(Object.keys(others).sort()).toEqual(Object.keys(english).sort());
			const other = Object.keys(english).filter(
				(key) => String(places(english[key])) !== String(places(others[key]))
			);
			expect(other, locale).toEqual([]);
		}
	});

	it('have no text that no screen shows', () => {
		const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
		const code = files
			.filter((file) => /\.(ts|svelte)$/.test(file) && !file.replaceAll('\\', '/').startsWith('lib/paraglide/'))
			.map((file) => readFileSync(join(SOURCE, file), 'utf8'))
			.join('\n');
		const shown = new Set([...code.matchAll(/\bm\.(\w+)/g)].map(([, key = '']) => key));
		const idle = Object.keys(english).filter((key) => key !== '$schema' && !shown.has(key));
		expect(idle).toEqual([]);
	});
});
