/** Invented users for the fake: names in several scripts, the same ones every time. */
const NAMES: [first: string, last: string][] = [
	['伟', '王'],
	['秀英', '李'],
	['Amelia', 'Okafor'],
	['Somchai', 'Wattanakul'],
	['娜', '张'],
	['João', 'Ferreira'],
	['Nguyễn', 'Minh'],
	['Aisyah', 'Rahman'],
	['静', '欧阳'],
	['Zoë', 'Lindqvist'],
	['Yusuf', 'Demir'],
	['美咲', '佐藤'],
	['Wei Ling', 'Tan'],
	['Chloé', 'Lefèvre'],
	['军', '陈'],
	['Siti', 'Nurhaliza'],
	['Daniel', 'Müller'],
	['민준', '김'],
	['Priya', 'Raghunathan'],
	['强', '刘']
];

const LATIN = ['wei.wang', 'amelia', 'somchai', 'joao', 'minh', 'aisyah', 'zoe', 'yusuf', 'misaki', 'tan'];

/** A user's five texts by their place in the sheet. */
export function person(index: number): string[] {
	const [first, last] = NAMES[(index * 7) % NAMES.length] ?? ['', ''];
	const phone = `00658${String(1_000_000 + index * 37).padStart(7, '0').slice(-7)}`;
	const email = `${LATIN[(index * 3) % LATIN.length]}${index + 1}@example.com`;
	return [first, last, phone, email, `Kd!${String(70_000 + index * 13)}xQ`];
}

type Spoil = (texts: string[]) => void;

/** What real sheets get wrong, by row. */
const SPOILT: Record<number, Spoil> = {
	3: (texts) => (texts[2] = '1.88461E+12'),
	7: (texts) => (texts[3] = 'somchai@@example.com'),
	11: (texts) => (texts[0] = ''),
	16: (texts) => (texts[2] = ''),
	21: (texts) => (texts[2] = ' 0065-8100 0777 '),
	24: (texts) => (texts[4] = 'abc'),
	30: (texts) => (texts[2] = person(29)[2] ?? ''),
	41: (texts) => (texts[3] = ' Zoe42@Example.com '),
	52: (texts) => (texts[2] = '1.88462E+12'),
	60: (texts) => (texts[2] = '65810022'),
	77: (texts) => (texts[4] = '')
};

/** A user of a sheet with signs for nothing and texts from a wrong encoding. */
export function odd(index: number): string[] {
	const texts = person(index);
	if (index % 5 === 1) texts[3] = index % 2 === 0 ? '-' : 'n/a';
	if (index === 2) texts[1] = 'null';
	if (index === 3) texts[4] = '无';
	return texts.map((text) => text.replaceAll('ë', 'Ã«'));
}

/** Both names as they are written together. */
export function together(first: string, last: string): string {
	return /\p{Script=Han}/u.test(last) ? last + first : `${first} ${last}`.trim();
}

/** A user of a sheet as it comes from a real office. */
export function spoilt(index: number): string[] {
	const texts = person(index);
	SPOILT[index]?.(texts);
	return texts;
}
