import { m } from '../../paraglide/messages';

/** A file's name, or what stands for it when the rows were pasted. */
export function fileLabel(fileName: string): string {
	return fileName === '' ? m.source_pasted() : fileName;
}
