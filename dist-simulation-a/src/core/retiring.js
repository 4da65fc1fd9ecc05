export function succeedPolicy(book, before, after) {
    const named = new Set(after.followers.map((follower) => follower.name));
    const retiring = before.followers.filter((follower) => !named.has(follower.name) && holdsCopies(book, follower.name));
    return {
        policy: { ...after, followers: [...after.followers, ...retiring.map(asRetiring)] },
        retiring: new Set(retiring.map((follower) => follower.name)),
    };
}
function asRetiring(follower) {
    return { ...follower, enabled: true };
}
/** Whether any position of the follower's copies is left, or a copy that may still become one. */
export function holdsCopies(book, follower) {
    for (const holding of book.holdings.values()) {
        if ((holding.copied.get(follower)?.quantity ?? 0) !== 0)
            return true;
    }
    for (const copy of book.openCopies.values())
        if (copy.follower === follower)
            return true;
    return false;
}
//# sourceMappingURL=retiring.js.map