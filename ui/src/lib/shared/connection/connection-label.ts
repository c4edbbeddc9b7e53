import { m } from '../../paraglide/messages';

/**
 * A connection's name. That of the practice service is the program's own, which nobody can change:
 * it is said in the language of the screens, whichever it was when it began.
 */
export const connectionLabel = (name: string, practice: boolean): string =>
	practice ? m.connection_practice() : name;
