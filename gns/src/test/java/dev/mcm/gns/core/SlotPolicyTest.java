package dev.mcm.gns.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.gns.core.SlotAction.BeginGeneration;
import dev.mcm.gns.core.SlotAction.Drop;
import dev.mcm.gns.core.SlotAction.Evict;
import dev.mcm.gns.core.SlotAction.Hold;
import dev.mcm.gns.core.SlotAction.Stream;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SlotPolicyTest {
    private static final Set<String> TABLES = Set.of("planes", "deployments");

    private final SlotPolicy policy = new SlotPolicy("test", TABLES);

    @Test
    void anEmptyDatabaseBeginsTheFirstGeneration() {
        assertThat(decide(new World(), null))
                .isEqualTo(new BeginGeneration(slot(1), GenerationReason.FIRST));
    }

    @Test
    void aHealthyFreeSlotIsStreamed() {
        World world = new World().registered(3).slot(3);
        assertThat(decide(world, position(3, 500))).isEqualTo(new Stream(slot(3)));
    }

    @Test
    void aMissingRegisteredSlotBeginsALargerEpoch() {
        assertThat(decide(new World().registered(3), position(3, 500)))
                .isEqualTo(new BeginGeneration(slot(4), GenerationReason.SLOT_MISSING));
    }

    @Test
    void aLostSlotBeginsALargerEpoch() {
        World world = new World().registered(3).slot(3, WalStatus.LOST, null);
        assertThat(decide(world, position(3, 500)))
                .isEqualTo(new BeginGeneration(slot(4), GenerationReason.SLOT_LOST));
    }

    @ParameterizedTest
    @EnumSource(value = WalStatus.class, names = "LOST", mode = EnumSource.Mode.EXCLUDE)
    void aSlotThatIsOnlyBehindIsStreamed(WalStatus status) {
        World world = new World().registered(3).slot(3, status, null);
        assertThat(decide(world, position(3, 500))).isEqualTo(new Stream(slot(3)));
    }

    @Test
    void anotherClusterBeginsALargerEpoch() {
        World world = new World().registered(3).slot(3);
        world.systemIdentifier = "other";
        assertThat(decide(world, position(3, 500)))
                .isEqualTo(new BeginGeneration(slot(4), GenerationReason.OTHER_SERVER));
    }

    @Test
    void lostTopicsBeginALargerEpoch() {
        World world = new World().registered(3).slot(3);
        assertThat(decide(world, null))
                .isEqualTo(new BeginGeneration(slot(4), GenerationReason.LOG_BEHIND));
        assertThat(decide(world, position(2, 900)))
                .isEqualTo(new BeginGeneration(slot(4), GenerationReason.LOG_BEHIND));
    }

    @Test
    void aRestoredDatabaseBeginsAnEpochLargerThanAllPublished() {
        World world = new World().registered(3).slot(3);
        assertThat(decide(world, position(7, 10)))
                .isEqualTo(new BeginGeneration(slot(8), GenerationReason.DATABASE_BEHIND));
        assertThat(decide(world, position(3, 1_001)))
                .isEqualTo(new BeginGeneration(slot(4), GenerationReason.DATABASE_BEHIND));
        assertThat(decide(new World(), position(7, 10)))
                .isEqualTo(new BeginGeneration(slot(8), GenerationReason.FIRST));
    }

    @Test
    void aWalsenderInTheWayIsEvictedBeforeStreaming() {
        World world = new World().registered(3).slot(3, WalStatus.RESERVED, 77);
        assertThat(decide(world, position(3, 500))).isEqualTo(new Evict(slot(3), 77));
    }

    @Test
    void anOrphanOfTheNextNameIsRemovedBeforeItIsMadeAgain() {
        World world = new World().registered(3).slot(4);
        assertThat(decide(world, position(3, 500))).isEqualTo(new Drop(slot(4)));
        World used = new World().registered(3).slot(4, WalStatus.RESERVED, 5);
        assertThat(decide(used, position(3, 500))).isEqualTo(new Evict(slot(4), 5));
    }

    @Test
    void slotsOfOtherGenerationsAreDroppedOldestFirst() {
        World world = new World().registered(3).slot(3).slot(5).slot(2, WalStatus.LOST, null);
        assertThat(decide(world, position(3, 500))).isEqualTo(new Drop(slot(2)));
    }

    @Test
    void theRegisteredSlotIsNeverDropped() {
        for (WalStatus status : WalStatus.values()) {
            World world = new World().registered(3).slot(3, status, null);
            assertThat(decide(world, position(3, 500))).isNotInstanceOf(Drop.class);
        }
    }

    @Test
    void aMissingPublicationHoldsEverything() {
        World world = new World();
        world.published = null;
        assertThat(decide(world, null))
                .isInstanceOfSatisfying(
                        Hold.class,
                        hold -> assertThat(hold.message()).contains("mcm_gns", "migrations"));
    }

    @Test
    void aMissingTableHoldsEverythingAndIsNamed() {
        World world = new World().registered(3).slot(3);
        world.published = Set.of("planes");
        assertThat(decide(world, position(3, 500)))
                .isInstanceOfSatisfying(
                        Hold.class, hold -> assertThat(hold.message()).contains("[deployments]"));
    }

    @Test
    void moreTablesThanExpectedAreFine() {
        World world = new World().registered(3).slot(3);
        world.published = Set.of("planes", "deployments", "added");
        assertThat(decide(world, position(3, 500))).isEqualTo(new Stream(slot(3)));
    }

    @Test
    void aServerWithoutLogicalWalHolds() {
        World world = new World();
        world.walLevel = "replica";
        assertThat(decide(world, null))
                .isInstanceOfSatisfying(
                        Hold.class,
                        hold -> assertThat(hold.message()).contains("'replica'", "logical"));
    }

    @Test
    void aSlotOfAnotherDatabaseHolds() {
        World world = new World();
        world.slots.add(
                new ObservedSlot(slot(1), "elsewhere", WalStatus.RESERVED, null, retention()));
        assertThat(decide(world, null))
                .isInstanceOfSatisfying(
                        Hold.class, hold -> assertThat(hold.message()).contains("elsewhere"));
    }

    @Test
    void everyWorldLeadsToStreamingInAFewSteps() {
        World world =
                new World()
                        .registered(3)
                        .slot(3, WalStatus.LOST, 9)
                        .slot(4, WalStatus.RESERVED, 8)
                        .slot(2);
        Position position = position(3, 500);
        List<SlotAction> steps = new ArrayList<>();
        while (steps.isEmpty() || !(steps.getLast() instanceof Stream)) {
            assertThat(steps).hasSizeLessThan(20);
            SlotAction step = decide(world, position);
            steps.add(step);
            switch (step) {
                case Evict evict -> world.free(evict.slot());
                case Drop drop -> world.slots.removeIf(slot -> slot.name().equals(drop.slot()));
                case BeginGeneration begin -> {
                    world.registered.clear();
                    world.registered(begin.slot().epoch().value())
                            .slot(begin.slot().epoch().value());
                    position = position(begin.slot().epoch().value(), 1_000);
                }
                case Hold hold -> throw new AssertionError(hold);
                case Stream _ -> {}
            }
        }
        assertThat(steps.getLast()).isEqualTo(new Stream(slot(4)));
        assertThat(world.slots).hasSize(1);
    }

    @Test
    void watchingAHealthySlotFindsNothing() {
        assertThat(whyStop(new World().registered(3).slot(3, WalStatus.EXTENDED, 5))).isEmpty();
    }

    @Test
    void watchingFindsWhatEndsStreaming() {
        assertThat(whyStop(new World().registered(3)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("dropped"));
        assertThat(whyStop(new World().registered(3).slot(3, WalStatus.LOST, null)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("lost"));
        assertThat(whyStop(new World().registered(4).slot(3)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("newest"));
        World changed = new World().registered(3).slot(3);
        changed.published = Set.of("planes");
        assertThat(whyStop(changed))
                .hasValueSatisfying(reason -> assertThat(reason).contains("publication"));
    }

    private Optional<String> whyStop(World world) {
        return policy.whyStop(world.observation(), slot(3), TABLES);
    }

    private SlotAction decide(World world, Position position) {
        return policy.decide(world.observation(), position);
    }

    private static SlotName slot(long epoch) {
        return new SlotName("test", new Epoch(epoch));
    }

    private static Position position(long epoch, long lsn) {
        return new Position(new Epoch(epoch), new Lsn(lsn));
    }

    private static ObservedSlot.Retention retention() {
        return new ObservedSlot.Retention(new Lsn(900), new Lsn(800), null);
    }

    private static final class World {
        private String systemIdentifier = "sys";
        private String walLevel = "logical";
        private Set<String> published = TABLES;
        private final List<RegisteredSlot> registered = new ArrayList<>();
        private final List<ObservedSlot> slots = new ArrayList<>();

        World registered(long epoch) {
            registered.add(new RegisteredSlot(SlotPolicyTest.slot(epoch), "sys", new Lsn(100)));
            return this;
        }

        World slot(long epoch) {
            return slot(epoch, WalStatus.RESERVED, null);
        }

        World slot(long epoch, WalStatus status, Integer pid) {
            slots.add(
                    new ObservedSlot(SlotPolicyTest.slot(epoch), "mcm", status, pid, retention()));
            return this;
        }

        void free(SlotName name) {
            slots.replaceAll(slot ->
                    slot.name().equals(name)
                            ? new ObservedSlot(
                                    name, slot.database(), slot.walStatus(), null, slot.retention())
                            : slot);
        }

        SlotObservation observation() {
            var server =
                    new SlotObservation.Server(systemIdentifier, "mcm", new Lsn(1_000), walLevel);
            return new SlotObservation(server, published, registered, slots);
        }
    }
}
