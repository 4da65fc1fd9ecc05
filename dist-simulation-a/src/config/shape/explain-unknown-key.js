import { isKeyWord, isSecretPlace } from "../source/secret-places.js";
import { formatPath } from "../source/source-node.js";
import { quote } from "./describe-found.js";
import { findNearest } from "./nearest.js";
import { resolveReference } from "./schema-library.js";
/** An unknown key, with the key that was probably meant or the place where it belongs. */
export function explainUnknownKey(error, place) {
    const name = String(error.params.additionalProperty);
    const entry = place.node.kind === 'map' ? place.node.entries.get(name) : undefined;
    const span = entry?.key ?? place.node;
    const path = formatPath([...place.steps, name]);
    const schema = error.parentSchema ?? {};
    if ('patternProperties' in schema) {
        const message = `${quote(name)} cannot be a follower's name. Use lower-case letters, digits, _ and -, beginning with a letter, 32 at most.`;
        return { span, code: 'follower-name', message, path };
    }
    const isHidden = isSecretPlace(place.steps) && !isKeyWord(name);
    const shown = isHidden ? 'This key' : `\`${name}\``;
    const message = () => `${shown} is not known here. ${hint(name, propertiesOf(schema))}`;
    return { span, code: 'unknown-key', message, path };
}
function hint(name, known) {
    const keys = Object.keys(known);
    const nearest = findNearest(name, keys);
    const home = keys.find((key) => Object.hasOwn(propertiesOf(known[key]), name));
    if (home !== undefined && fold(nearest) !== fold(name))
        return `It belongs under \`${home}\`.`;
    if (nearest !== null)
        return `Did you mean \`${nearest}\`?`;
    return `Known keys: ${keys.join(', ')}.`;
}
function fold(word) {
    return (word ?? '').toLowerCase().replace(/[-_]/g, '');
}
/** The keys that a schema takes where the value is a mapping, in any of its forms. */
function propertiesOf(schema) {
    if (!isSchema(schema))
        return {};
    if (schema.$ref !== undefined)
        return propertiesOf(resolveReference(schema));
    if (isSchema(schema.properties))
        return schema.properties;
    const branches = Array.isArray(schema.anyOf) ? schema.anyOf : [];
    return Object.assign({}, ...branches.map(propertiesOf));
}
function isSchema(value) {
    return typeof value === 'object' && value !== null;
}
//# sourceMappingURL=explain-unknown-key.js.map