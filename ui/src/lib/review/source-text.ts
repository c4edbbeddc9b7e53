import { m } from '../paraglide/messages';
import type { Delimiter, Source, SourceNote } from '../shared/bindings/review';
import { fileLabel } from '../shared/files/file-label';

const DELIMITERS: Record<Delimiter, () => string> = {
	comma: m.delimiter_comma,
	semicolon: m.delimiter_semicolon,
	tab: m.delimiter_tab,
	pipe: m.delimiter_pipe
};

export const delimiterName = (delimiter: Delimiter): string => DELIMITERS[delimiter]();

export const DELIMITER_CHOICES = Object.keys(DELIMITERS) as Delimiter[];

const NOTES: Record<string, (inputs: { count: number; place: string }) => string> = {
	'hidden-rows': m.note_hidden_rows,
	'hidden-columns': m.note_hidden_columns,
	'hidden-sheets': m.note_hidden_sheets,
	'merged-cells': m.note_merged_cells,
	'footer-rows': m.note_footer_rows,
	'repeated-headers': m.note_repeated_headers,
	'list-beside': m.note_list_beside,
	'formulas-without-result': m.note_formulas_without_result
};

/** A note in the screens' language, or in the program's English. */
export function noteText(note: SourceNote): string {
	return NOTES[note.code]?.({ count: note.count ?? 0, place: note.place ?? '' }) ?? note.text;
}

/** What the rows came from, by name. */
export function sourceName(source: Pick<Source, 'fileName' | 'kind'>): string {
	if (source.kind === 'pasted') return m.source_pasted();
	if (source.kind === 'failures') return m.source_failures({ file: fileLabel(source.fileName) });
	return source.fileName;
}

/** How encodings are known to people. */
const ENCODINGS: Record<string, string> = {
	'utf-8': 'UTF-8',
	'utf-16le': 'UTF-16 LE',
	'utf-16be': 'UTF-16 BE',
	gb18030: 'GB18030 · 简体中文',
	gbk: 'GBK · 简体中文',
	big5: 'Big5 · 繁體中文',
	shift_jis: 'Shift_JIS · 日本語',
	'euc-jp': 'EUC-JP · 日本語',
	'euc-kr': 'EUC-KR · 한국어',
	'windows-1250': 'Windows-1250 · Čeština, Polski',
	'windows-1251': 'Windows-1251 · Кириллица',
	'windows-1252': 'Windows-1252 · Latin',
	'windows-1253': 'Windows-1253 · Ελληνικά',
	'windows-1254': 'Windows-1254 · Türkçe',
	'windows-1255': 'Windows-1255 · עברית',
	'windows-1256': 'Windows-1256 · العربية',
	'windows-1258': 'Windows-1258 · Tiếng Việt',
	'windows-874': 'Windows-874 · ไทย'
};

export function encodingName(label: string): string {
	return ENCODINGS[label.toLowerCase()] ?? label;
}
