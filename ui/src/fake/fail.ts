import type { ErrorCode } from '../lib/shared/bindings/error';
import { CommandFailure } from '../lib/shared/gateway/failure';

/** Fails as a command of the program does. */
export function fail(code: ErrorCode, message: string): never {
	throw new CommandFailure({ code, message, hint: null });
}
