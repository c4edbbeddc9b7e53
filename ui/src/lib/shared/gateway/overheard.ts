import { CommandFailure } from './failure';
import type { Gateway } from './gateway';

type Verb = (...args: unknown[]) => Promise<unknown>;

/** The same gateway, whose failures somebody hears of beside whoever asked. */
export function overheard(gateway: Gateway, onFailure: (failure: CommandFailure) => void): Gateway {
	const listening = (verb: Verb): Verb => async (...args) => {
		try {
			return await verb(...args);
		} catch (thrown) {
			onFailure(CommandFailure.from(thrown));
			throw thrown;
		}
	};
	const verbs = Object.entries(gateway).map(([name, verb]) => [name, listening(verb as Verb)]);
	return Object.fromEntries(verbs) as Gateway;
}
