package dev.mcm.state.observed;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.shared.error.Excerpt;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.type.v1.CellGroup;
import dev.mcm.type.v1.CellGroups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Groups of a cell: how they are ordered, kept small and stored.
public final class ReplicaGroups {
    /// Most bytes of the stored groups, so that a row stays below 2 KB.
    static final int MAX_BYTES = 1_500;

    private static final int MAX_REASON = 60;

    private static final Comparator<ReplicaGroup> ORDER =
            Comparator.comparing(ReplicaGroup::state)
                    .thenComparing(ReplicaGroup::since)
                    .thenComparing(ReplicaGroup::reason);

    private ReplicaGroups() {}

    /// The groups as a row holds them: one of each state, since and reason, sorted by state and
    /// oldest first; reasons cut to 60 characters; and as long as they are too large, the two
    /// youngest of the state with the most groups made one, with the later `since`. The oldest
    /// group of a state keeps its age.
    public static List<ReplicaGroup> fitted(List<ReplicaGroup> groups) {
        Map<ReplicaGroup, Integer> counts = new TreeMap<>(ORDER);
        groups.forEach(group -> counts.merge(alone(group), group.count(), Integer::sum));
        List<ReplicaGroup> fitted = new ArrayList<>();
        counts.forEach((group, count) -> fitted.add(counted(group, count)));
        while (bytes(fitted).size() > MAX_BYTES) {
            joinYoungest(fitted);
        }
        return List.copyOf(fitted);
    }

    static ByteString bytes(List<ReplicaGroup> groups) {
        CellGroups.Builder message = CellGroups.newBuilder();
        groups.forEach(group -> message.addGroups(message(group)));
        return message.build().toByteString();
    }

    /// Without groups of states that this version does not know.
    ///
    /// @throws IllegalStateException when the bytes are not what [#bytes] makes
    public static List<ReplicaGroup> read(byte[] bytes) {
        try {
            return CellGroups.parseFrom(bytes).getGroupsList().stream()
                    .flatMap(ReplicaGroups::group)
                    .toList();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("groups of an observed cell: not CellGroups", e);
        }
    }

    private static void joinYoungest(List<ReplicaGroup> sorted) {
        Map<ReplicaState, Integer> sizes = new EnumMap<>(ReplicaState.class);
        sorted.forEach(group -> sizes.merge(group.state(), 1, Integer::sum));
        ReplicaState largest =
                sizes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        int last = sorted.size() - 1;
        while (sorted.get(last).state() != largest) {
            last--;
        }
        ReplicaGroup youngest = sorted.remove(last);
        ReplicaGroup older = sorted.get(last - 1);
        String reason = older.count() > youngest.count() ? older.reason() : youngest.reason();
        sorted.set(
                last - 1,
                new ReplicaGroup(
                        largest, older.count() + youngest.count(), youngest.since(), reason));
    }

    private static ReplicaGroup alone(ReplicaGroup group) {
        return new ReplicaGroup(
                group.state(), 1, group.since(), Excerpt.cut(group.reason(), MAX_REASON));
    }

    private static ReplicaGroup counted(ReplicaGroup group, int count) {
        return new ReplicaGroup(group.state(), count, group.since(), group.reason());
    }

    private static CellGroup message(ReplicaGroup group) {
        return CellGroup.newBuilder()
                .setState(group.state().name())
                .setCount(group.count())
                .setSince(Timestamps.of(group.since()))
                .setReason(group.reason())
                .build();
    }

    private static Stream<ReplicaGroup> group(CellGroup group) {
        return ReplicaState.of(group.getState()).stream()
                .map(state ->
                        new ReplicaGroup(
                                state,
                                group.getCount(),
                                Instant.ofEpochSecond(
                                        group.getSince().getSeconds(), group.getSince().getNanos()),
                                group.getReason()));
    }
}
