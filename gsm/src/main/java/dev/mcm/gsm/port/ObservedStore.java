package dev.mcm.gsm.port;

import dev.mcm.gsm.core.ObjectState;
import dev.mcm.gsm.core.OpenSnapshot;
import dev.mcm.gsm.core.PlaneChanges;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ReplicaAge;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Raw state of the planes, and how far their topics have been read. Writes are fenced by the
/// owner's epoch.
public interface ObservedStore {
    /// What is stored of a plane.
    ///
    /// @param ages of pods, by uid
    /// @param nextOffset of its state topic
    record StoredPlane(
            List<ObjectState> objects,
            Map<String, ReplicaAge> ages,
            List<OpenSnapshot> snapshots,
            long nextOffset) {
        public StoredPlane {
            objects = List.copyOf(objects);
            ages = Map.copyOf(ages);
            snapshots = List.copyOf(snapshots);
        }
    }

    /// What was read of a plane's topic: all that lies between two offsets.
    record PlaneProgress(PlaneId plane, PlaneChanges changes, long fromOffset, long toOffset) {}

    /// Takes the plane over and loads it: from here on, writes of older owners fail.
    ///
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when a newer owner has it
    StoredPlane open(PlaneId plane, Epoch owner);

    /// Writes rows and offsets of several planes in one transaction.
    ///
    /// @return when, by the clock of Postgres, for each plane: states of pods that this transaction
    ///   stores are since then
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when a plane has another owner or
    ///   offset by now: nothing is written
    Map<PlaneId, Instant> write(List<PlaneProgress> progress, Epoch owner);

    /// Forgets objects that are gone since before `before`.
    void purgeGone(Instant before);

    /// Planes of which anything is stored.
    List<PlaneId> planes();

    /// Forgets a plane.
    void forget(PlaneId plane);
}
