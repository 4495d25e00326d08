package dev.mcm.atc.port;

/// Hears of changes of the control database, in the feed's thread; it must not block.
public interface ChangeListener {
    /// A row has changed.
    void onChange(RowChange change);

    /// Changes may have passed unheard, deletions among them: what was read before may be old.
    void onResync();
}
