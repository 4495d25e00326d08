package dev.mcm.state.plane;

import static dev.mcm.state.fixture.Samples.AWS;
import static dev.mcm.state.fixture.Samples.GCP;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Samples;
import dev.mcm.state.fixture.Stores;
import dev.mcm.state.sql.Statements;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClasses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlaneStoresIT {
    private final Stores stores;
    private final PlaneStore planes;
    private final Transactions atc;
    private final Transactions gsm;

    PlaneStoresIT() {
        this.stores = Stores.empty();
        this.planes = stores.planes();
        this.atc = stores.as("atc");
        this.gsm = stores.as("gsm");
    }

    @Test
    void aPlaneIsReadAsItWasWritten() {
        Plane row = Samples.plane(AWS);

        assertThat(atc.<Plane>write(tx -> planes.insert(tx, row))).isEqualTo(row);

        Optional<Plane> found = atc.read(tx -> planes.find(tx, AWS));
        assertThat(found).contains(row);
        refused(ErrorCode.ALREADY_EXISTS, () -> atc.write(tx -> planes.insert(tx, row)));
    }

    @Test
    void aCordonIsAnUpdateThatNeedsTheRevisionRead() {
        Plane first = atc.write(tx -> planes.insert(tx, Samples.plane(AWS)));
        Plane cordoned =
                atc.write(tx ->
                        planes.update(tx, first.withCordon(true, "disk", NOW.plusSeconds(1)), 1));

        assertThat(cordoned.revision()).isEqualTo(2);
        assertThat(cordoned.cordoned()).isTrue();
        assertThat(cordoned.cordonReason()).isEqualTo("disk");
        refused(
                ErrorCode.CONFLICT,
                () -> atc.write(tx -> planes.update(tx, first.withCordon(false, "", NOW), 1)));
        Optional<Plane> found = atc.read(tx -> planes.find(tx, AWS));
        assertThat(found).contains(cordoned);
    }

    @Test
    void planesAreListedInPagesByIdAndDeleted() {
        stores.withPlanes(GCP, AWS);

        assertThat(page(null, 1)).containsExactly(AWS);
        assertThat(page(AWS, 1)).containsExactly(GCP);
        assertThat(page(GCP, 1)).isEmpty();
        assertThat(atc.<Boolean>write(tx -> planes.delete(tx, AWS))).isTrue();
        assertThat(atc.<Boolean>write(tx -> planes.delete(tx, AWS))).isFalse();
        assertThat(page(null, 10)).containsExactly(GCP);
    }

    @Test
    void aStateReplacesTheOneBefore() {
        stores.withPlanes(AWS, GCP);
        Transactions scheduler = stores.as("scheduler");
        PlaneStateStore store = new PlaneStateStore();
        PlaneStateRow gcp = new PlaneStateRow(GCP, PlaneState.PENDING, "registered", NOW);
        PlaneStateRow lost =
                new PlaneStateRow(
                        AWS,
                        PlaneState.LOST,
                        "silent for 60 s, API dead for 60 s",
                        NOW.plusSeconds(60),
                        BrakeMark.HELD);
        scheduler.writeVoid(tx ->
                store.write(tx, List.of(gcp, new PlaneStateRow(AWS, PlaneState.LIVE, "", NOW))));

        scheduler.writeVoid(tx -> store.write(tx, List.of(lost)));

        List<PlaneStateRow> all = scheduler.read(store::all);
        assertThat(all).containsExactly(lost, gcp);
        assertThat(scheduler.<Boolean>write(tx -> store.delete(tx, AWS))).isTrue();
        assertThat(scheduler.<Boolean>write(tx -> store.delete(tx, AWS))).isFalse();
    }

    @Test
    void aProbeReplacesTheOneBefore() {
        stores.withPlanes(AWS);
        PlaneProbeStore store = new PlaneProbeStore();
        PlaneProbe dead = new PlaneProbe(AWS, false, "connection refused", NOW.plusSeconds(1));
        atc.writeVoid(tx -> store.write(tx, List.of(new PlaneProbe(AWS, true, "", NOW))));

        atc.writeVoid(tx -> store.write(tx, List.of(dead)));

        List<PlaneProbe> all = atc.read(store::all);
        assertThat(all).containsExactly(dead);
        assertThat(atc.<Boolean>write(tx -> store.delete(tx, AWS))).isTrue();
    }

    @Test
    void livenessReplacesTheOneBefore() {
        PlaneLivenessStore store = new PlaneLivenessStore();
        PlaneLiveness silent =
                new PlaneLiveness(
                        AWS,
                        Hearing.SILENT,
                        new Epoch(7),
                        NOW.plusSeconds(1),
                        "pods are not listed",
                        false);
        gsm.writeVoid(tx ->
                store.write(
                        tx,
                        List.of(
                                new PlaneLiveness(
                                        AWS, Hearing.LIVE, new Epoch(7), NOW, "", true))));

        gsm.writeVoid(tx -> store.write(tx, List.of(silent)));

        List<PlaneLiveness> all = gsm.read(store::all);
        assertThat(all).containsExactly(silent);
        assertThat(gsm.<Boolean>write(tx -> store.delete(tx, AWS))).isTrue();
    }

    @Test
    void aSightingIsAsOldAsItsRowAndBeginsAnewAfterABreak() {
        stores.withPlanes(AWS, GCP);
        SightingStore store = SightingStore.ofLiveness();
        Duration longestBreak = Duration.ofHours(1);
        gsm.writeVoid(tx -> store.write(tx, List.of(AWS, new PlaneId("nowhere")), longestBreak));
        Sighting first = only(gsm.read(store::all));
        assertThat(first.planeId()).isEqualTo(AWS);
        assertThat(first.unbrokenSince()).isEqualTo(first.seenAt());
        assertThat(first.isWithin(Duration.ofMinutes(1))).isTrue();

        gsm.writeVoid(tx -> store.write(tx, List.of(AWS), longestBreak));
        Sighting second = only(gsm.read(store::all));
        assertThat(second.seenAt()).isAfter(first.seenAt());
        assertThat(second.unbrokenSince()).isEqualTo(first.unbrokenSince());

        gsm.writeVoid(tx -> store.write(tx, List.of(AWS), Duration.ZERO));
        Sighting afterBreak = only(gsm.read(store::all));
        assertThat(afterBreak.unbrokenSince()).isEqualTo(afterBreak.seenAt());
        assertThat(gsm.<List<Sighting>>read(SightingStore.ofProbes()::all)).isEmpty();
    }

    @Test
    void theAgeOfASightingIsMeasuredByTheServersClock() {
        stores.withPlanes(AWS);
        SightingStore store = SightingStore.ofProbes();
        atc.writeVoid(tx -> store.write(tx, List.of(AWS), Duration.ofMinutes(1)));
        atc.writeVoid(tx ->
                Statements.update(
                        tx, "UPDATE plane_probes_seen SET seen_at = now() - interval '90 s'"));

        Sighting seen = only(atc.read(store::all));

        assertThat(seen.age()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(120));
    }

    @Test
    void anOrderIsInForceUntilItEndsOrIsTakenBack() {
        stores.withPlanes(AWS, GCP);
        PlaneOrderStore store = new PlaneOrderStore();
        PlaneOrder lost = declare(store, AWS, PlaneOrderKind.LOST, null);
        PlaneOrder alive = declare(store, GCP, PlaneOrderKind.ALIVE, Duration.ofMinutes(30));

        assertThat(lost.until()).isNull();
        assertThat(Duration.between(alive.createdAt(), alive.until()))
                .isEqualTo(Duration.ofMinutes(30));
        assertThat(atc.<List<PlaneOrder>>read(store::inForce)).containsExactly(lost, alive);

        PlaneOrder over = declare(store, AWS, PlaneOrderKind.BRAKE_OVERRIDE, Duration.ofHours(1));
        assertThat(atc.<Optional<PlaneOrder>>read(tx -> store.find(tx, AWS))).contains(over);
        atc.writeVoid(tx ->
                Statements.update(
                        tx,
                        "UPDATE plane_orders SET until = now() WHERE plane_id = ?",
                        AWS.value()));
        assertThat(atc.<List<PlaneOrder>>read(store::inForce)).containsExactly(alive);
        assertThat(atc.<Boolean>write(tx -> store.delete(tx, GCP))).isTrue();
        assertThat(atc.<List<PlaneOrder>>read(store::inForce)).isEmpty();
    }

    @Test
    void aDrainIsInForceBehindItsDeadlineUntilItIsTakenBack() {
        stores.withPlanes(AWS, GCP);
        PlaneOrderStore store = new PlaneOrderStore();
        declare(store, AWS, PlaneOrderKind.DRAIN, Duration.ofMinutes(1));
        declare(store, GCP, PlaneOrderKind.LOST, Duration.ofMinutes(1));
        passUntil();

        PlaneOrder drain = only(atc.read(store::inForce));
        assertThat(drain.planeId()).isEqualTo(AWS);
        assertThat(Duration.between(drain.createdAt(), drain.until()))
                .isLessThan(Duration.ofMinutes(1));
        assertThat(atc.<Boolean>write(tx -> store.delete(tx, AWS))).isFalse();
        assertThat(only(atc.read(store::inForce))).isEqualTo(drain);
        assertThat(atc.<Boolean>write(tx -> store.deleteDrain(tx, AWS))).isTrue();
        assertThat(atc.<List<PlaneOrder>>read(store::inForce)).isEmpty();
    }

    @Test
    void aDrainTakesThePlaceOfADrainOrOfAWordThatHasEndedAndOfNoOther() {
        stores.withPlanes(AWS);
        PlaneOrderStore store = new PlaneOrderStore();
        PlaneOrder lost = declare(store, AWS, PlaneOrderKind.LOST, null);

        assertThat(
                        atc.<Optional<PlaneOrder>>write(tx ->
                                store.declare(
                                        tx,
                                        AWS,
                                        PlaneOrderKind.DRAIN,
                                        "why",
                                        "ops",
                                        Duration.ofHours(1))))
                .isEmpty();
        assertThat(atc.<Boolean>write(tx -> store.deleteDrain(tx, AWS))).isFalse();
        assertThat(only(atc.read(store::inForce))).isEqualTo(lost);

        declare(store, AWS, PlaneOrderKind.LOST, Duration.ofMinutes(1));
        passUntil();
        declare(store, AWS, PlaneOrderKind.DRAIN, Duration.ofHours(1));
        PlaneOrder later = declare(store, AWS, PlaneOrderKind.DRAIN, Duration.ofHours(2));
        assertThat(only(atc.read(store::inForce))).isEqualTo(later);
        PlaneOrder alive = declare(store, AWS, PlaneOrderKind.ALIVE, Duration.ofHours(1));
        assertThat(only(atc.read(store::inForce))).isEqualTo(alive);
    }

    /// The end of every order is now.
    private void passUntil() {
        atc.writeVoid(tx -> Statements.update(tx, "UPDATE plane_orders SET until = now()"));
    }

    private PlaneOrder declare(
            PlaneOrderStore store, PlaneId plane, PlaneOrderKind kind, @Nullable Duration length) {
        return atc.<Optional<PlaneOrder>>write(
                        tx -> store.declare(tx, plane, kind, "why", "ops", length))
                .orElseThrow();
    }

    private static <T> T only(List<T> rows) {
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    @Test
    void replacingCapacityRemovesThePartsThatAreNoMore() {
        PlaneCapacityStore store = capacityStore();
        CapacityPart cpu = part(AWS, "", 0, 1, 3);
        CapacityPart h100 = part(AWS, "H100", 0, 1, 5);
        CapacityPart elsewhere = part(GCP, "", 0, 1, 9);
        replace(store, AWS, cpu, h100, part(AWS, "H100", 1, 1, 5));
        replace(store, GCP, elsewhere);

        CapacityPart newer = part(AWS, "H100", 0, 2, 4);
        replace(store, AWS, cpu, newer);

        assertThat(gsm.<List<CapacityPart>>read(store::all)).containsExactly(cpu, newer, elsewhere);
        replace(store, AWS);
        assertThat(gsm.<List<CapacityPart>>read(tx -> store.ofPlane(tx, AWS))).isEmpty();
        assertThat(gsm.<List<CapacityPart>>read(tx -> store.ofPlane(tx, GCP)))
                .containsExactly(elsewhere);
    }

    @Test
    void olderCapacityDoesNotReplaceNewer() {
        PlaneCapacityStore store = capacityStore();
        CapacityPart newer = part(AWS, "H100", 0, 9, 4);
        replace(store, AWS, newer);

        replace(store, AWS, part(AWS, "H100", 0, 8, 1));

        assertThat(gsm.<List<CapacityPart>>read(store::all)).containsExactly(newer);
    }

    @Test
    void capacityThatIsTheSameIsNotWrittenAgain() {
        PlaneCapacityStore store = capacityStore();
        CapacityPart first = part(AWS, "H100", 0, 1, 4);
        replace(store, AWS, first);

        replace(store, AWS, part(AWS, "H100", 0, 2, 4));

        assertThat(gsm.<List<CapacityPart>>read(store::all)).containsExactly(first);
    }

    private PlaneCapacityStore capacityStore() {
        return new PlaneCapacityStore();
    }

    private void replace(PlaneCapacityStore store, PlaneId plane, CapacityPart... parts) {
        gsm.writeVoid(tx -> store.replace(tx, plane, List.of(parts)));
    }

    private static CapacityPart part(PlaneId plane, String gpuType, int part, long seq, int nodes) {
        NodeClass nodeClass =
                NodeClass.newBuilder()
                        .setNodeCount(nodes)
                        .setGpuType(gpuType)
                        .addFreeGpuMilli(1000)
                        .addTaints("a=b:NoSchedule")
                        .build();
        NodeClasses classes = NodeClasses.newBuilder().addClasses(nodeClass).build();
        return new CapacityPart(
                plane,
                gpuType,
                part,
                classes,
                nodes,
                1000L * nodes,
                64_000,
                1 << 20,
                new Epoch(3),
                seq,
                NOW.plusSeconds(seq));
    }

    private List<PlaneId> page(@Nullable PlaneId after, int limit) {
        return atc.<List<Plane>>read(tx -> planes.list(tx, after, limit)).stream()
                .map(Plane::id)
                .toList();
    }

    private static void refused(ErrorCode code, Supplier<?> call) {
        assertThatThrownBy(call::get)
                .isInstanceOfSatisfying(
                        McmException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
