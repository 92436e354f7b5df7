import { fr } from './fr.js';
import { typeset, typesetAll } from './typeset.js';

it('keeps French signs to their words, and leaves English alone', () => {
  expect(typeset('fr', 'Qui ? « Elle » : oui ; non !')).toBe(
    'Qui\u202f? «\u00a0Elle\u00a0»\u00a0: oui\u202f; non\u202f!',
  );
  expect(typeset('en', 'Who: “she” ?')).toBe('Who: “she” ?');
});

it('leaves no French sign that could begin a line, and no hole unfilled', () => {
  const set = typesetAll('fr', fr);
  expect(JSON.stringify(set)).not.toMatch(/ [?!;:»]|« /);
  expect(set.request.labelled).toBe('{{label}}\u00a0:');
});
