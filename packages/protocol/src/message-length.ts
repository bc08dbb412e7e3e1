/** Longest message, in UTF-16 units. Its own file, so that a page can count without loading the schemas. */
export const maxMessageLength = 4000
