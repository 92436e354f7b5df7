import type { Violation } from '@abri/contracts/problem';

export interface ImportError {
  /** Line of the file, from 1 for the headings; 0 for the file as a whole. */
  line: number;
  column: string;
  message: string;
}

/** What is wrong with a file, line by line: a pointer such as `/lines/5/street` becomes its line and column. */
export const importErrors = (violations: readonly Violation[]): ImportError[] =>
  violations
    .map(({ pointer, message }) => {
      const [, line = '0', column = ''] = /^\/lines\/(\d+)(?:\/(.+))?$/.exec(pointer) ?? [];
      return { line: Number(line), column, message };
    })
    .sort((a, b) => a.line - b.line);
