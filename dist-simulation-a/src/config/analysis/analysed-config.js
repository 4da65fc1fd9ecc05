export function toAnalysedConfig({ included, errors, ...read }) {
    const ofFile = read.cursor.get('rules').items();
    const ofIncludes = included.flatMap((file) => file.get('rules').items());
    const isSound = ({ node, isStated, reading }) => node === null ? !isStated : !errors.isWithin(reading.source, node);
    return { ...read, isSound, ruleCursors: [...ofFile, ...ofIncludes] };
}
//# sourceMappingURL=analysed-config.js.map