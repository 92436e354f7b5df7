/** What the observatory can refuse, in words. */
export const frObservatoryProblems = {
  'year-not-over': 'Cette année n’est pas finie : vu de l’extérieur, un rapport ne paraît qu’une fois l’année close.',
  'no-such-year': 'Il n’y a rien de cette année.',
  'view-too-wide': 'Votre rôle ne permet pas cette vue.',
};
export const enObservatoryProblems: typeof frObservatoryProblems = {
  'year-not-over': 'This year is not over: seen from outside, a report comes out only when its year has ended.',
  'no-such-year': 'There is nothing of this year.',
  'view-too-wide': 'Your role does not allow this view.',
};
