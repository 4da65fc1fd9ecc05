/** @param follower null: all followers, those to come as well */
export function steer(book, action, follower) {
    if (action === 'narrow' || action === 'widen') {
        if (follower === null)
            return;
        if (action === 'narrow')
            book.narrowed.add(follower);
        else
            book.narrowed.delete(follower);
        return;
    }
    set(book.paused, follower, action === 'pause');
    set(book.closeOnly, follower, action === 'close_only');
}
/** Why no entry is copied to the follower now; null where entries are copied. */
export function whyHeldBack(book, follower) {
    if (isSteered(book.paused, follower))
        return 'PAUSED';
    const isClosed = book.narrowed.has(follower) || book.retiring.has(follower);
    return isClosed || isSteered(book.closeOnly, follower) ? 'CLOSE_ONLY' : null;
}
function isSteered(steering, follower) {
    return steering.all !== steering.exceptions.has(follower);
}
function set(steering, follower, on) {
    if (follower === null) {
        steering.all = on;
        steering.exceptions.clear();
    }
    else if (on === steering.all)
        steering.exceptions.delete(follower);
    else
        steering.exceptions.add(follower);
}
//# sourceMappingURL=steering.js.map