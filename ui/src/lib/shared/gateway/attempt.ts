import { getContext, setContext } from 'svelte';

import { CommandFailure } from './failure';

const KEY = Symbol('attempt');

/** Makes known to every component below where failures are told that have no place of their own. */
export function provideAttempt(tell: (failure: CommandFailure) => void) {
	setContext(KEY, tell);
}

/** What a person asked for, done: false when it failed, which they are told. */
export type Attempt = (work: () => Promise<unknown>) => Promise<boolean>;

/** The way to do something whose failure the window tells, while a component is being set up. */
export function useAttempt(): Attempt {
	const tell = getContext<(failure: CommandFailure) => void>(KEY);
	return (work) => attempt(work, tell);
}

/** Does the work, and tells its failure rather than throw it. */
export async function attempt(
	work: () => Promise<unknown>,
	tell: (failure: CommandFailure) => void
): Promise<boolean> {
	try {
		await work();
		return true;
	} catch (thrown) {
		tell(CommandFailure.from(thrown));
		return false;
	}
}
