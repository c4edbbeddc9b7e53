import type { CommandError, ErrorCode } from '../bindings/error';

/** A command that failed, as the one error type that screens know. */
export class CommandFailure extends Error {
	readonly code: ErrorCode;
	readonly hint: string | null;

	constructor(error: CommandError) {
		super(error.message);
		this.name = 'CommandFailure';
		this.code = error.code;
		this.hint = error.hint;
	}

	/** Whatever was thrown, as a failure: anything unknown is `unexpected`, with its words kept. */
	static from(thrown: unknown): CommandFailure {
		if (thrown instanceof CommandFailure) return thrown;
		if (isCommandError(thrown)) return new CommandFailure(thrown);
		const message = thrown instanceof Error ? thrown.message : String(thrown);
		return new CommandFailure({ code: 'unexpected', message, hint: null });
	}
}

function isCommandError(value: unknown): value is CommandError {
	return (
		typeof value === 'object' &&
		value !== null &&
		typeof (value as CommandError).code === 'string' &&
		typeof (value as CommandError).message === 'string'
	);
}
