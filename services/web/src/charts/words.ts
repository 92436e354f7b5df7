/** The chart words, in French and in English. */
export const frCharts = {
  asTable: 'Voir en tableau',
  asChart: 'Voir le graphique',
};
export const enCharts: typeof frCharts = {
  asTable: 'Show as table',
  asChart: 'Show the chart',
};
