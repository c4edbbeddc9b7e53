import { describe, expect, it } from 'vitest';

import { SINGAPORE } from '../../fake/scenarios';
import { ConnectionForm } from './connection-form.svelte';

function filled() {
	const form = new ConnectionForm(null, [], true);
	form.name = ' Northwind ';
	form.signingUserId = ' 8840 ';
	form.accessKey = 'AK';
	form.secretKey = 'sk-canary';
	return form;
}

describe('a connection’s form', () => {
	it('says what is missing only after it was asked', () => {
		const form = new ConnectionForm(null, [], true);
		expect(form.complete).toBe(false);
		expect(form.shown(form.nameProblem)).toBeNull();
		form.asked = true;
		expect(form.shown(form.nameProblem)).not.toBeNull();
	});

	it('keeps no key once it was handed over', () => {
		const form = filled();
		expect(form.complete).toBe(true);
		expect(form.takeKeys('c9').secretKey).toBe('sk-canary');
		expect(JSON.stringify({ ...form, secret: form.secretKey, access: form.accessKey })).not.toContain(
			'canary'
		);
		expect(form.complete).toBe(true);
	});

	it.each([
		['https://drive.example.com:8443', true],
		['http://127.0.0.1:4000', true],
		['http://drive.example.com', false],
		['drive.example.com', false],
		['ftp://drive.example.com', false]
	])('takes %s as an address of one’s own: %s', (address, good) => {
		const form = filled();
		form.site = 'own';
		form.baseUrl = address;
		expect(form.complete).toBe(good);
	});

	it('does not ask for keys that a known connection has', () => {
		const form = new ConnectionForm(SINGAPORE, [SINGAPORE], true);
		expect(form.typingKeys).toBe(false);
		expect(form.complete).toBe(true);
		expect(form.draft.id).toBe('c1');
	});

	it('gives a new connection a colour that no other has', () => {
		expect(new ConnectionForm(null, [SINGAPORE], true).color).toBe('teal');
	});
});
