import type {
	Connection,
	ConnectionDraft,
	KeychainHealth,
	SaveKeys,
	TestReport
} from '../shared/bindings/connection';
import type { ConnectionGateway } from '../shared/gateway/gateway';

/** The connections that the program knows, and the one that submissions go to. */
export class Connections {
	list = $state.raw<Connection[]>([]);
	activeId = $state<string | null>(null);
	keychain = $state.raw<KeychainHealth>({ works: true, name: '', problem: null });
	readonly #gateway: ConnectionGateway;
	/** Another connection is in use: who was sent before is told by it. */
	readonly #onUse: () => void;

	constructor(gateway: ConnectionGateway, onUse: () => void) {
		this.#gateway = gateway;
		this.#onUse = onUse;
	}

	get active(): Connection | undefined {
		return this.list.find(({ id }) => id === this.activeId);
	}

	find(id: string | null): Connection | undefined {
		return this.list.find((connection) => connection.id === id);
	}

	async activate(id: string) {
		await this.#gateway.activateConnection(id);
		this.#use(id);
	}

	async startPractice() {
		const practice = await this.#gateway.startPractice();
		this.#put(practice);
		this.#use(practice.id);
	}

	async save(draft: ConnectionDraft): Promise<Connection> {
		return this.#put(await this.#gateway.saveConnection(draft));
	}

	async saveKeys(keys: SaveKeys): Promise<Connection> {
		return this.#put(await this.#gateway.saveKeys(keys));
	}

	async test(id: string): Promise<TestReport> {
		const report = await this.#gateway.testConnection(id);
		const failed = report.steps.find(({ outcome }) => outcome === 'failed');
		const lastTest = {
			at: new Date().toISOString(),
			works: report.works,
			failedStep: failed?.step ?? null
		};
		const tested = this.find(id);
		if (tested) this.#put({ ...tested, lastTest });
		return report;
	}

	async chooseCaFile(id: string) {
		const changed = await this.#gateway.chooseCaFile(id);
		if (changed) this.#put(changed);
	}

	async clearCaFile(id: string) {
		this.#put(await this.#gateway.clearCaFile(id));
	}

	async remove(id: string) {
		const inUse = await this.#gateway.removeConnection(id);
		this.list = this.list.filter((connection) => connection.id !== id);
		this.#use(inUse);
	}

	#use(id: string | null) {
		if (this.activeId === id) return;
		this.activeId = id;
		this.#onUse();
	}

	#put(connection: Connection): Connection {
		const known = this.list.some(({ id }) => id === connection.id);
		this.list = known
			? this.list.map((one) => (one.id === connection.id ? connection : one))
			: [...this.list, connection];
		this.activeId ??= connection.id;
		return connection;
	}
}
