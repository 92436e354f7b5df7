// Invented names for the load: repeatable, and a few far more often than the rest, as names are.
const given = (
  'Emma Louise Jade Alice Ambre Lina Rose Chloé Mia Léa Anna Inès Camille Sarah Zoé Manon Lola Nina Maëlys Yasmine Aya ' +
  'Fatima Nour Salma Zofia Hanna Maria Louis Gabriel Léo Raphaël Arthur Jules Adam Lucas Hugo Noah Mohamed Ibrahim ' +
  'Rayan Yanis Nathan Tom Enzo Antoni Jakub Mateo Ethan Liam Jean-Baptiste Théo Axel Amine Bilal Ismaël Kamil'
).split(' ');
const starts = 'Van Del Du Le Ma Be Ka Lef Dur Mor Pet Lam Cou Dub Ben Had Kow Now Wal Har Del Mar Cor Fon Ger'.split(
  ' ',
);
const middles = 'ber court pont ro tin na mer val lin som de la zi ki man sen hou gue bau ras lek tan wa'.split(' ');
const ends = 'ez eau et ard in ski ier ais on ille oux aert our i aoui er y elle ot ens'.split(' ');

/** Numbers that are the same in each run: `below(10)` is one of 0..9. */
export function numbers(seed) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return { below: (most) => Math.floor(most * next()), skewed: (most) => Math.floor(most * next() ** 2) };
}

/** A given and a family name. */
export const inventedName = ({ skewed }) => ({
  given: given[skewed(given.length)],
  family: starts[skewed(starts.length)] + middles[skewed(middles.length)] + ends[skewed(ends.length)],
});
