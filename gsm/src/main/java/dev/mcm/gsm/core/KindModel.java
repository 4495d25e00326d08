package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObjectKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Objects of one kind on one plane. Not thread-safe.
///
/// A snapshot is complete when the objects seen since its begin are as many as LSM says it holds.
/// Only then is what was not seen taken for gone, and only then are records older than the begin
/// ignored altogether: whatever such a record speaks of was either sent again by the snapshot or no
/// longer exists.
final class KindModel {
    private final ObjectKind kind;
    private final Map<String, ObjectState> objects = new HashMap<>();
    private @Nullable OpenSnapshot open;
    private RecordVersion floor = RecordVersion.NONE;

    KindModel(ObjectKind kind) {
        this.kind = kind;
    }

    /// Takes what was stored earlier. Before the first record; the open snapshot last.
    void restore(ObjectState stored) {
        objects.put(stored.key().uid(), stored);
        RecordVersion epochStart = new RecordVersion(stored.version().epoch(), 0);
        floor = epochStart.isNewerThan(floor) ? epochStart : floor;
    }

    void restore(OpenSnapshot stored) {
        open = stored;
        floor = RecordVersion.NONE;
    }

    /// Accepts the state unless something newer is known.
    ///
    /// @return the state it replaces, when accepted; an empty gone state where there was none
    Optional<ObjectState> accept(ObjectState state) {
        if (floor.isNewerThan(state.version())) {
            return Optional.empty();
        }
        ObjectState before = objects.get(state.key().uid());
        if (before != null && !state.version().isNewerThan(before.version())) {
            return Optional.empty();
        }
        objects.put(state.key().uid(), state);
        return Optional.of(
                before == null
                        ? ObjectState.gone(state.key(), RecordVersion.NONE, state.observedAt())
                        : before);
    }

    /// @return whether the begin was news
    boolean begin(RecordVersion begin) {
        if (floor.isNewerThan(begin) || floor.equals(begin)) {
            return false;
        }
        if (open != null && !begin.isNewerThan(open.begin())) {
            return false;
        }
        open = new OpenSnapshot(kind, begin);
        return true;
    }

    /// Closes the open snapshot when `count` agrees.
    ///
    /// @return the objects that turned out to be gone; nothing when the snapshot stays open
    Optional<List<ObjectState>> complete(long count, Instant now) {
        OpenSnapshot snapshot = open;
        if (snapshot == null || countSince(snapshot.begin()) != count) {
            return Optional.empty();
        }
        List<ObjectState> gone = new ArrayList<>();
        for (ObjectState state : objects.values()) {
            if (!state.gone() && snapshot.begin().isNewerThan(state.version())) {
                gone.add(ObjectState.gone(state.key(), snapshot.begin(), now));
            }
        }
        gone.forEach(state -> objects.put(state.key().uid(), state));
        open = null;
        floor = snapshot.begin();
        return Optional.of(gone);
    }

    /// Forgets objects that are gone since before `before`.
    List<ObjectState> purge(Instant before) {
        List<ObjectState> old =
                objects.values().stream()
                        .filter(state -> state.gone() && state.observedAt().isBefore(before))
                        .toList();
        old.forEach(state -> objects.remove(state.key().uid()));
        return old;
    }

    Optional<OpenSnapshot> open() {
        return Optional.ofNullable(open);
    }

    List<ObjectState> live() {
        return objects.values().stream().filter(state -> !state.gone()).toList();
    }

    /// Empty when there is none, or it is gone.
    Optional<ObjectState> live(String uid) {
        return Optional.ofNullable(objects.get(uid)).filter(state -> !state.gone());
    }

    private long countSince(RecordVersion begin) {
        return objects.values().stream()
                .filter(state -> !state.gone() && state.version().isNewerThan(begin))
                .count();
    }
}
