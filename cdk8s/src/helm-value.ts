const opening = '<<helm:';
const closing = '>>';

/** A service's own values lie under its name without hyphens, which a path in a template cannot have. */
export const valuesKey = (service: string): string =>
  service.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A placeholder for a value of the chart (`gateway.replicas`), rendered bare: for numbers, booleans and text that needs no quotes. */
export const helmValue = (path: string): string => `${opening}.Values.${path}${closing}`;
/** The same, quoted by Helm: for text that may look like something else. */
export const helmText = (path: string): string => `${opening}.Values.${path} | quote${closing}`;
/** A value that is a map or a list, as YAML on one line. */
export const helmStructure = (path: string): string => `${opening}.Values.${path} | toJson${closing}`;
/** The name of one part of an installation: two installations in one namespace do not clash. */
export const helmName = (part: string): string => `${opening}printf "%s-${part}" .Release.Name${closing}`;

/** Turns placeholders in written YAML into Helm's expressions, without the quotes that YAML put around them. */
export function toTemplate(yaml: string): string {
  return yaml.replace(/(["']?)<<helm:(.*?)>>\1/g, (_, _quote: string, expression: string) => {
    return `{{ ${expression.replaceAll('\\"', '"')} }}`;
  });
}
