import { useTranslation } from 'react-i18next';
import classes from './api-docs.module.css';
import { branchesOf, inOneLine, type JsonSchema } from './json-schema.js';

/** A body or a message as a tree of its fields. The contracts' own names are English in both languages. */
export function SchemaTree({ schema }: { schema: JsonSchema }) {
  const { t } = useTranslation();
  const branches = branchesOf(schema);
  if (branches.length === 0) return <code className={classes['type']}>{inOneLine(schema)}</code>;
  return (
    <ul className={classes['tree']} lang="en">
      {branches.map(({ name, required, schema: branch }) => {
        const deeper = branchesOf(branch).length > 0;
        return (
          <li key={name}>
            <code className={classes['field']}>{name}</code>
            {required && (
              <abbr className={classes['must']} title={t('apiDocs.required')}>
                *
              </abbr>
            )}{' '}
            {!deeper && <code className={classes['type']}>{inOneLine(branch)}</code>}
            {deeper && <SchemaTree schema={branch} />}
          </li>
        );
      })}
    </ul>
  );
}
