/** A rectangle of cells, its corners included. */
export interface Block {
	firstRow: number;
	lastRow: number;
	firstColumn: number;
	lastColumn: number;
}

/** Where a row, a column or the whole grid begins and ends. */
export type Edge = 'rowStart' | 'rowEnd' | 'top' | 'bottom' | 'start' | 'end';

/**
 * Where a person is in a grid and what they selected: the active cell, and the anchor that a
 * selection by Shift grows from.
 */
export class GridCursor {
	row = $state(0);
	column = $state(0);
	#anchorRow = $state(0);
	#anchorColumn = $state(0);
	readonly #rows: () => number;
	readonly #columns: number;

	constructor(rows: () => number, columns: number) {
		this.#rows = rows;
		this.#columns = columns;
	}

	get selection(): Block {
		return {
			firstRow: Math.min(this.row, this.#anchorRow),
			lastRow: Math.max(this.row, this.#anchorRow),
			firstColumn: Math.min(this.column, this.#anchorColumn),
			lastColumn: Math.max(this.column, this.#anchorColumn)
		};
	}

	/** Whether more than the active cell is selected. */
	get several(): boolean {
		return this.row !== this.#anchorRow || this.column !== this.#anchorColumn;
	}

	isActive(row: number, column: number): boolean {
		return this.row === row && this.column === column;
	}

	isSelected(row: number, column: number): boolean {
		const { firstRow, lastRow, firstColumn, lastColumn } = this.selection;
		return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
	}

	to(row: number, column: number, extend = false) {
		this.row = clamp(row, this.#rows());
		this.column = clamp(column, this.#columns);
		if (!extend) this.collapse();
	}

	move(rows: number, columns: number, extend = false) {
		this.to(this.row + rows, this.column + columns, extend);
	}

	/** To an edge of the row, of the column or of the whole grid. */
	toEdge(edge: Edge, extend = false) {
		const lastRow = this.#rows() - 1;
		const lastColumn = this.#columns - 1;
		const rows = {
			top: 0,
			start: 0,
			bottom: lastRow,
			end: lastRow,
			rowStart: this.row,
			rowEnd: this.row
		};
		const columns = {
			rowStart: 0,
			start: 0,
			rowEnd: lastColumn,
			end: lastColumn,
			top: this.column,
			bottom: this.column
		};
		this.to(rows[edge], columns[edge], extend);
	}

	/** The next cell, from row to row, as Tab walks. */
	walk(step: 1 | -1) {
		const place = this.row * this.#columns + this.column + step;
		const last = this.#rows() * this.#columns - 1;
		const next = Math.max(0, Math.min(place, last));
		this.to(Math.floor(next / this.#columns), next % this.#columns);
	}

	selectRow(row: number, extend = false) {
		const anchor = extend ? this.#anchorRow : clamp(row, this.#rows());
		this.row = clamp(row, this.#rows());
		this.column = 0;
		this.#anchorRow = anchor;
		this.#anchorColumn = this.#columns - 1;
	}

	selectAll() {
		this.#anchorRow = Math.max(0, this.#rows() - 1);
		this.#anchorColumn = this.#columns - 1;
		this.row = 0;
		this.column = 0;
	}

	collapse() {
		this.#anchorRow = this.row;
		this.#anchorColumn = this.column;
	}

	/** After the list became shorter. */
	settle() {
		if (this.row >= this.#rows()) this.to(this.row, this.column);
	}
}

function clamp(index: number, length: number): number {
	return Math.max(0, Math.min(index, length - 1));
}
