// A few words for tests that run in order and go on after one failed.
import assert from 'node:assert/strict';

export { assert };

export function checks() {
	let passed = 0;
	const failed = [];
	return {
		async check(name, work) {
			try {
				await work();
				passed += 1;
				console.log(`ok   ${name}`);
			} catch (error) {
				failed.push(name);
				console.log(`FAIL ${name}\n     ${String(error.stack ?? error).replaceAll('\n', '\n     ')}`);
			}
		},
		/** Says how many passed, on a line that other programs can read. */
		close() {
			console.log(`\n${passed} passed, ${failed.length} failed`);
			process.exitCode = failed.length > 0 ? 1 : 0;
		}
	};
}
