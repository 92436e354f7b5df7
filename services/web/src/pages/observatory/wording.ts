import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { type Door, useDictionary } from './api.js';
import { partWords, type Wording } from './words.js';

/** By which door the page reads; its words come by the same one. */
export const DoorContext = createContext<Door>('partners');

/** The words of the page, with those of the data dictionary once it is there. */
export function useWording(): Wording {
  const { t, i18n } = useTranslation();
  const { data } = useDictionary(useContext(DoorContext));
  return { t, i18n, dictionary: data };
}
/** The words of a figure's parts. */
export function usePartWords(figure: string): (key: string) => string {
  const w = useWording();
  return (key) => partWords(w, figure, key);
}
