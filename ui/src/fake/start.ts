import type { ErrorCode } from '../lib/shared/bindings/error';
import type { Theme } from '../lib/shared/bindings/settings';
import type { Gateway } from '../lib/shared/gateway/gateway';
import { FakeGateway } from './fake-gateway';

declare global {
	interface Window {
		/** The fake, for tests that play the world outside the page. */
		fake: FakeGateway;
	}
}

/** Builds the fake that the page's address asks for: `?scenario=ready&lang=zh-CN&theme=dark`. */
export function startFake(): Gateway {
	const query = new URLSearchParams(location.search);
	const failing = (query.get('fail') ?? '').split(',').filter(Boolean);
	window.fake = new FakeGateway({
		scenario: query.get('scenario') ?? 'ready',
		sheet: query.get('sheet'),
		stepMs: Number(query.get('step') ?? 400),
		theme: (query.get('theme') ?? 'system') as Theme,
		language: query.get('lang'),
		failing: new Map(failing.map((one) => one.split(':') as [string, ErrorCode]))
	});
	return window.fake.gateway;
}
