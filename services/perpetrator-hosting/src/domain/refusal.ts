/** Why a command is not done: a stable name, and figures for its text. */
export type Refused = { refused: string; detail?: Record<string, string | number | string[]> };
export const refuse = (refused: string, detail?: Refused['detail']): Refused =>
  detail ? { refused, detail } : { refused };
