/** A commune as the generator needs it. */
export interface Commune {
  /** INSEE code. */
  readonly code: string;
  readonly name: string;
  readonly population: number;
  readonly postalCode?: string;
}
/** An arrondissement with its communes. */
export interface District {
  /** INSEE code, such as 596. */
  readonly code: string;
  readonly name: string;
  readonly communes: readonly Commune[];
}
/** Inhabitants of a district. */
export const populationOf = ({ communes }: District): number =>
  communes.reduce((sum, { population }) => sum + population, 0);
