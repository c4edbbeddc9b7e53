import { createSubscriber } from 'svelte/reactivity';

const follow = createSubscriber((update) => {
	const clock = setInterval(update, 1000);
	return () => clearInterval(clock);
});

/** The present in milliseconds, told anew each second for as long as a screen shows it. */
export function now(): number {
	follow();
	return Date.now();
}
