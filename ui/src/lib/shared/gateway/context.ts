import { getContext, setContext } from 'svelte';

import type { Gateway } from './gateway';

const KEY = Symbol('gateway');

/** Makes the gateway known to every component below. */
export function provideGateway(gateway: Gateway) {
	setContext(KEY, gateway);
}

/** The gateway, while a component is being set up. */
export function useGateway(): Gateway {
	return getContext<Gateway>(KEY);
}
