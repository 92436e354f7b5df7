/** A structured look at a child, as data: an agency may load its own. Each area is scored 0 (no concern) to 3 (grave). */
export interface ChildInstrument {
  readonly id: string;
  readonly areas: readonly { readonly id: string; readonly text: Readonly<Record<'fr' | 'en', string>> }[];
}
export const highestAreaScore = 3;

/** The short neutral default: our own words for areas that are widely watched. It is no validated instrument. */
export const defaultChildInstrument: ChildInstrument = {
  id: 'abri-child-look-1',
  areas: [
    { id: 'fear', text: { fr: 'Peur, hypervigilance', en: 'Fear, being on guard' } },
    { id: 'sleep', text: { fr: 'Sommeil, cauchemars', en: 'Sleep, nightmares' } },
    { id: 'mood', text: { fr: 'Tristesse, retrait', en: 'Sadness, withdrawal' } },
    { id: 'anger', text: { fr: 'Colère, agressivité', en: 'Anger, aggression' } },
    { id: 'body', text: { fr: 'Plaintes du corps, appétit', en: 'Bodily complaints, appetite' } },
    { id: 'school', text: { fr: 'Apprentissages, école', en: 'Learning, school' } },
    { id: 'ties', text: { fr: 'Liens avec le parent et les autres', en: 'Ties to the parent and to others' } },
  ],
};

/** The sum of an assessment's scores in points: the figure that the trend line follows. */
export const totalScore = (scores: Readonly<Record<string, number>>): number =>
  Object.values(scores).reduce((sum, score) => sum + score, 0);
