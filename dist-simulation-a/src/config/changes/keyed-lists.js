/** Lists whose entries have a name each and whose order means something: followers, rules, overrides. */
/** `nameOf` must differ between the entries of one list. */
export function compareLists(before, after, nameOf) {
    const places = new Map(before.map((entry, index) => [nameOf(entry), { entry, index }]));
    const names = new Set(after.map(nameOf));
    const stayed = after.flatMap((entry) => {
        const place = places.get(nameOf(entry));
        return place === undefined ? [] : [{ before: place.entry, after: entry, index: place.index }];
    });
    const inPlace = longestRising(stayed.map(({ index }) => index));
    return {
        added: after.filter((entry) => !places.has(nameOf(entry))),
        removed: before.filter((entry) => !names.has(nameOf(entry))),
        kept: stayed,
        moved: stayed.filter((_, position) => !inPlace.has(position)).map((entry) => entry.after),
    };
}
/** The positions of a longest rising run (with gaps) of different numbers. */
function longestRising(numbers) {
    const lengths = [];
    const previous = [];
    let best = -1;
    for (const [position, number] of numbers.entries()) {
        let from = -1;
        for (let earlier = 0; earlier < position; earlier++) {
            const rises = (numbers[earlier] ?? 0) < number;
            if (rises && (lengths[earlier] ?? 0) > (lengths[from] ?? 0))
                from = earlier;
        }
        lengths.push((lengths[from] ?? 0) + 1);
        previous.push(from);
        if ((lengths[position] ?? 0) > (lengths[best] ?? 0))
            best = position;
    }
    const run = new Set();
    for (let at = best; at >= 0; at = previous[at] ?? -1)
        run.add(at);
    return run;
}
/** `before NAME`, or `last`: where an entry stands in a list. */
export function placeIn(entry, list, nameOf) {
    const next = list[list.findIndex((each) => nameOf(each) === nameOf(entry)) + 1];
    return next === undefined ? 'last' : `before ${nameOf(next)}`;
}
//# sourceMappingURL=keyed-lists.js.map