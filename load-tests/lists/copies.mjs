// Fills a service's database with copies of one case that the service itself has written: every document of it, under a
// new id and with other people, so that lists and searches run over what the service really keeps.
import { createVault } from '../../libs/personal-data/dist/vault.js';
import { memoryWrappedKeys } from '../../libs/personal-data/dist/wrapped-keys.js';

const notOfACase = ['audit', 'personKeys'];
const atOnce = 1_000;

/** Takes the open database, the template's id and what to change in a copy: `change[collection](copy, number)`. */
export async function copyCase(connection, { templateId, count, idOf, change = {}, sealed, report }) {
  const templates = [];
  for (const { name } of await connection.db.listCollections().toArray()) {
    if (notOfACase.includes(name)) continue;
    const documents = await connection.db.collection(name).find().toArray();
    templates.push({
      name,
      texts: documents.map((one) => JSON.stringify(one)).filter((one) => one.includes(templateId)),
    });
  }
  for (let done = 0; done < count; done += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - done) }, (_, index) => done + index);
    for (const { name, texts } of templates) {
      const copies = numbers.flatMap((number) =>
        texts.map((text) => {
          const copy = JSON.parse(text.replaceAll(templateId, idOf(number)));
          return change[name]?.(copy, number) ?? copy;
        }),
      );
      if (sealed?.collection === name) await sealed.seal(copies, connection);
      if (copies.length > 0) await connection.db.collection(name).insertMany(copies, { ordered: false });
    }
    if ((done / atOnce) % 20 === 0) report(`${done} of ${count}`);
  }
}

/** Seals who the people are, each under a key of their own, as the service does. `identityOf(number)` invents one. */
export function sealing({ collection, ring, record, identityOf, indexed }) {
  const keys = memoryWrappedKeys();
  const vault = createVault({ keys, ring });
  let number = 0;
  return {
    collection,
    async seal(copies, connection) {
      const wrapped = [];
      for (const copy of copies) {
        const identity = identityOf(number++);
        copy.sealed = await vault.seal(copy._id, record, identity);
        Object.assign(copy, indexed(identity));
        const { masterKeyId, wrapped: key } = (await keys.get([copy._id])).get(copy._id);
        wrapped.push({ _id: copy._id, masterKeyId, wrapped: key });
      }
      await connection.db.collection('personKeys').insertMany(wrapped, { ordered: false });
    },
  };
}
