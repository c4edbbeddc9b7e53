interface Point {
	x: number;
	y: number;
}

/**
 * Files that are held over the window. The system says when they leave, unless the program they come
 * from ends meanwhile: then nobody does. While something is dragged the page is told of no pointer
 * and no keys, so that whoever hears of them knows that the drag is over.
 */
export class DragOver {
	/** How many files; none when nothing is dragged. */
	files = $state(0);
	#seen: Point | null = null;

	enter(files: number) {
		this.files = files;
		this.#seen = null;
	}

	end = () => {
		this.files = 0;
	};

	/** A page that changes under a pointer at rest is told of it as a move, to the place where it is. */
	pointerAt({ x, y }: Point) {
		if (this.files === 0) return;
		const seen = this.#seen;
		this.#seen = { x, y };
		if (seen && (seen.x !== x || seen.y !== y)) this.end();
	}
}
