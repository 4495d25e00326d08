package dev.mcm.state.observed;

import static dev.mcm.state.observed.ReplicaState.FAILING;
import static dev.mcm.state.observed.ReplicaState.READY;
import static dev.mcm.state.observed.ReplicaState.UNBOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.type.v1.CellGroup;
import dev.mcm.type.v1.CellGroups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReplicaGroupsTest {
    private static final Instant T0 = Instant.parse("2026-11-30T08:00:00.123456Z");

    @Test
    void groupsOfOneStateSinceAndReasonAreOneAndTheOldestComesFirst() {
        List<ReplicaGroup> fitted =
                ReplicaGroups.fitted(
                        List.of(
                                group(FAILING, 9, "OOMKilled"),
                                group(READY, 5, ""),
                                group(UNBOUND, 7, "Unschedulable"),
                                group(READY, 2, ""),
                                group(FAILING, 9, "Error"),
                                group(READY, 5, "")));
        assertThat(fitted)
                .containsExactly(
                        group(UNBOUND, 7, "Unschedulable"),
                        group(READY, 2, ""),
                        new ReplicaGroup(READY, 2, T0.plusSeconds(5), ""),
                        group(FAILING, 9, "Error"),
                        group(FAILING, 9, "OOMKilled"));
    }

    @Test
    void whatDoesNotFitIsPutTogetherFromTheYoungestAndNoneBecomesOlder() {
        List<ReplicaGroup> many = new ArrayList<>();
        IntStream.range(0, 300).forEach(i -> many.add(group(READY, i, "")));
        many.add(group(FAILING, 1, "x".repeat(500)));

        List<ReplicaGroup> fitted = ReplicaGroups.fitted(many);

        assertThat(ReplicaGroups.bytes(fitted).size())
                .isBetween(ReplicaGroups.MAX_BYTES - 100, ReplicaGroups.MAX_BYTES);
        assertThat(fitted.getFirst()).isEqualTo(group(READY, 0, ""));
        List<ReplicaGroup> ready = fitted.stream().filter(group -> group.state() == READY).toList();
        assertThat(ready).extracting(ReplicaGroup::count).endsWith(301 - ready.size());
        assertThat(ready.getLast().since()).isEqualTo(T0.plusSeconds(299));
        assertThat(fitted.getLast().reason()).hasSize(60);
        assertThat(ReplicaGroups.fitted(fitted)).isEqualTo(fitted);
    }

    @Test
    void groupsAreReadAsTheyWereStored() {
        List<ReplicaGroup> groups =
                List.of(group(UNBOUND, 1, "Unschedulable"), group(READY, 3, ""));
        assertThat(ReplicaGroups.read(ReplicaGroups.bytes(groups).toByteArray())).isEqualTo(groups);
    }

    @Test
    void aStateThatOnlyALaterVersionKnowsIsLeftOut() throws InvalidProtocolBufferException {
        CellGroups later =
                CellGroups.parseFrom(ReplicaGroups.bytes(List.of(group(READY, 1, "")))).toBuilder()
                        .addGroups(CellGroup.newBuilder().setState("DREAMING").setCount(2))
                        .build();
        assertThat(ReplicaGroups.read(later.toByteArray())).containsExactly(group(READY, 1, ""));
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> ReplicaGroups.read(new byte[] {(byte) 0xff}))
                .hasMessageContaining("not CellGroups");
    }

    private static ReplicaGroup group(ReplicaState state, int since, String reason) {
        return new ReplicaGroup(state, 1, T0.plusSeconds(since), reason);
    }
}
