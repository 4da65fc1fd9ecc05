/** The JSON types that a schema takes, in any of its forms. */
export function typesOf(schema) {
    const types = new Set();
    if (schema === undefined)
        return types;
    if (typeof schema.type === 'string')
        types.add(schema.type);
    if ('const' in schema)
        types.add(typeof schema.const);
    for (const branch of asList(schema.anyOf))
        for (const type of typesOf(branch))
            types.add(type);
    return types;
}
/** The words that a schema takes, in any of its forms. */
export function wordsOf(schema) {
    if (schema === undefined)
        return [];
    const own = Array.isArray(schema.enum) ? schema.enum.map(String) : [];
    return [...own, ...asList(schema.anyOf).flatMap(wordsOf)];
}
/** Whether a text would pass where something else stands. */
export function acceptsText(schema, text) {
    if (schema === undefined)
        return false;
    if (typeof schema.pattern === 'string')
        return new RegExp(schema.pattern).test(text);
    return asList(schema.anyOf).some((branch) => acceptsText(branch, text));
}
export function wantsNumber(error) {
    const types = typesOf(error.parentSchema);
    return types.has('number') || types.has('integer');
}
function asList(branches) {
    return Array.isArray(branches) ? branches : [];
}
//# sourceMappingURL=error-types.js.map