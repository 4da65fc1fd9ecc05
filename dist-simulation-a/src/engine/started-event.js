/** What is told once the master is followed. */
export function startedEvent({ clock, mode, config, recordsFile, recording, logFile }, opening, from) {
    return {
        type: 'started',
        atMs: clock.now(),
        mode,
        configFile: config.files[0]?.path ?? '',
        followers: config.settings.followers.map(({ name, enabled }) => ({
            name,
            enabled,
            mode: from.modeOf(name),
        })),
        seenBefore: from.isRestart ? 0 : opening.readings.length,
        positions: opening.positions.filter(({ netQuantity }) => netQuantity !== 0).length,
        files: { records: recordsFile.path, recording: recording.path, log: logFile },
    };
}
//# sourceMappingURL=started-event.js.map