package dev.mcm.shared.feed;

/// Hears of row changes, in the tail's thread; it must not block. What fails comes again.
public interface RowListener {
    /// A row has changed, or is there in a new generation of the slot.
    void changed(RowEvent event);

    /// Changes of the feed's tables may have passed unheard, deletions among them: whoever keeps
    /// something of what it once read reads it again. Comes when the feed begins to hear, when
    /// records were gone before they were read, and before the first change of a generation of the
    /// slot: deletions between two generations are told by nobody.
    void resync();

    /// For whoever reads everything anyway once it is woken.
    static RowListener waking(Runnable wake) {
        return new RowListener() {
            @Override
            public void changed(RowEvent event) {
                wake.run();
            }

            @Override
            public void resync() {
                wake.run();
            }
        };
    }
}
