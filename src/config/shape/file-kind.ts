/** Which of the two languages a file is written in. */
export type FileKind = 'config' | 'rules';
